import { create } from "zustand";
import type { AgentName } from "../../../shared/event-fields.ts";
import type { Cast } from "../../studio/api/characters.ts";
import { isSame, readDraft, writeDraft } from "./edit.ts";

/** A character that somebody edits and has not saved. */
export interface Draft {
  /** JSON, readable or not yet. */
  text: string;
  /** Fingerprint of the character that it began with. */
  base: string;
}

/** What is not saved, by agent; it stays while somebody looks at other parts of the page. */
export const useDrafts = create<Partial<Record<AgentName, Draft>>>()(() => ({}));

export const textOf = (cast: Cast, draft: Draft | undefined): string =>
  draft?.text ?? writeDraft(cast.current.character);

/** Keeps what somebody wrote, or forgets it when it is what the agent is already. */
export function keep({ agent, current }: Cast, text: string): void {
  const isUnchanged = isSame(readDraft(text), current.character);
  useDrafts.setState((drafts) => {
    const base = drafts[agent]?.base ?? current.hash;
    return { [agent]: isUnchanged ? undefined : { text, base } };
  });
}

export const drop = (agent: AgentName): void => useDrafts.setState({ [agent]: undefined });

// Within the page drafts stay; only who closes or loads it again has to be warned.
addEventListener("beforeunload", (event) => {
  if (Object.values(useDrafts.getState()).some(Boolean)) event.preventDefault();
});
