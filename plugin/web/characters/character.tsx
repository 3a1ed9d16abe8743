import { lazy, Suspense } from "react";
import type { Cast } from "../../studio/api/characters.ts";
import { AgentName } from "../parts/agent-name.tsx";
import { Loading } from "../parts/loading.tsx";
import { useMedia } from "../parts/use-media.ts";
import { linkTo, usePlace } from "../place.ts";
import { Alternatives } from "./alternatives.tsx";
import { CharacterForm } from "./character-form.tsx";
import { keep, textOf, useDrafts } from "./drafts.ts";
import { readDraft, writeDraft } from "./edit.ts";
import { Origin } from "./origin.tsx";
import { SaveBar } from "./save-bar.tsx";
import { useCheck } from "./use-check.ts";
import { WorkOfAgent } from "./work-of-agent.tsx";
import "../parts/code/code.css";

const JsonEditor = lazy(() => import("./json-editor.tsx"));
const DiffView = lazy(() => import("../parts/code/diff-view.tsx"));

const VIEWS = {
  form: "Form",
  json: "JSON",
  diff: "Beside the shipped one",
  work: "What it did",
} as const;
type View = keyof typeof VIEWS;

/** One agent's character: a draft that is seen as a form and as JSON, and what becomes of it. */
export function Character({ cast }: { cast: Cast }) {
  const { agent, current, shipped } = cast;
  const { query } = usePlace();
  const view = (Object.keys(VIEWS) as View[]).find((each) => each === query.get("view")) ?? "form";
  const text = textOf(
    cast,
    useDrafts((drafts) => drafts[agent]),
  );
  const check = useCheck(agent, text);
  const isNarrow = useMedia("(max-width: 56rem)");
  const character = readDraft(text);
  const shown: Record<View, React.ReactNode> = {
    form: character ? (
      <CharacterForm
        {...{ agent, character }}
        problems={check.problems}
        onChange={(changed) => keep(cast, writeDraft(changed))}
      />
    ) : (
      <p>
        The JSON cannot be read as it stands. <a href={viewLink(agent, "json")}>Mend it</a>, and the
        form is back.
      </p>
    ),
    json: (
      <JsonEditor
        {...{ text }}
        label={`Character of the ${agent} as JSON`}
        problems={character ? check.problems : NONE}
        onChange={(changed) => keep(cast, changed)}
      />
    ),
    diff: (
      <>
        <p className="soft">Left as shipped, right as it stands here; on a narrow page in one.</p>
        <DiffView
          before={writeDraft(shipped.character)}
          after={text}
          path={`${agent}.character.json`}
          isNarrow={isNarrow}
          isWhole={false}
        />
      </>
    ),
    work: <WorkOfAgent cast={cast} />,
  };
  return (
    <section className="character" aria-label={`Character of the ${agent}`}>
      <h1>
        {current.name} <code>{current.hash}</code>
      </h1>
      <p className="row soft">
        <AgentName agent={agent} /> <Origin cast={cast} />
      </p>
      <Alternatives cast={cast} text={text} />
      <nav className="views" aria-label="Views of the character">
        {(Object.keys(VIEWS) as View[]).map((each) => (
          <a
            key={each}
            href={viewLink(agent, each)}
            aria-current={each === view ? "page" : undefined}
          >
            {VIEWS[each]}
          </a>
        ))}
      </nav>
      <Suspense fallback={<Loading what={VIEWS[view]} />}>{shown[view]}</Suspense>
      <SaveBar cast={cast} text={text} check={check} />
    </section>
  );
}

const NONE: [] = [];

const viewLink = (agent: string, view: View): string =>
  `${linkTo("characters", agent)}?view=${view}`;
