import { useEffect, useState } from "react";
import type { AgentName } from "../../../shared/event-fields.ts";
import { charactersApi, type Problem } from "../../studio/api/characters.ts";
import { ask, reasonOf } from "../api.ts";
import { readDraft } from "./edit.ts";

const PAUSE_MS = 300;

export interface Check {
  problems: Problem[];
  /** Whether the newest words were not judged yet. */
  isRunning: boolean;
  /** Why nobody could judge. */
  trouble?: string | undefined;
}

const NOT_JSON: Problem = { path: [], message: "This is no JSON object yet." };

/** What is wrong with a draft, by ElizaOS' own schema; asked when somebody stops typing. */
export function useCheck(agent: AgentName, text: string): Check {
  const [held, setHeld] = useState<{ key: string; problems: Problem[]; trouble?: string }>();
  const key = `${agent} ${text}`;
  useEffect(() => {
    const character = readDraft(text);
    if (!character) return;
    const leaving = new AbortController();
    const timer = setTimeout(() => {
      ask(charactersApi.check, { agent, character }, leaving.signal).then(
        (problems) => setHeld({ key, problems }),
        (error: unknown) => {
          if (!leaving.signal.aborted) setHeld({ key, problems: [], trouble: reasonOf(error) });
        },
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [agent, text, key]);
  if (!readDraft(text)) return { problems: [NOT_JSON], isRunning: false };
  const isOwn = held?.key === key;
  return {
    problems: held?.key.startsWith(`${agent} `) ? held.problems : [],
    isRunning: !isOwn,
    trouble: isOwn ? held.trouble : undefined,
  };
}
