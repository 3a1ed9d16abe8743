import type { Cast } from "../../studio/api/characters.ts";
import { keep } from "./drafts.ts";
import { isSame, readDraft, writeDraft } from "./edit.ts";

/** Other characters that come with the package, to begin from. */
export function Alternatives({ cast, text }: { cast: Cast; text: string }) {
  if (cast.alternatives.length === 0 || cast.isGuest) return null;
  const now = readDraft(text);
  const all = [{ title: "as shipped", ...cast.shipped }, ...cast.alternatives];
  return (
    <div className="row alternatives" role="group" aria-label="Characters to try">
      <span className="soft">Try</span>
      {all.map(({ title, name, character }) => (
        <button
          key={title}
          type="button"
          aria-pressed={isSame(now, character)}
          onClick={() => keep(cast, writeDraft(character))}
        >
          {name} <span className="soft">{title}</span>
        </button>
      ))}
    </div>
  );
}
