import { useEffect, useState } from "react";
import type { Endpoint, InputOf, OutputOf } from "../../studio/api/endpoint.ts";
import { ask, reasonOf } from "../api.ts";

/** What a question came to: nothing yet, an answer, or why there is none. */
export interface Answer<Output> {
  data: Output | undefined;
  /** For people. What is in `data` then is of an earlier time. */
  trouble: string | undefined;
  isLoading: boolean;
  /** Asks once more. */
  again: () => void;
}

interface Held<Output> {
  question: string;
  data?: Output | undefined;
  trouble?: string | undefined;
}

/**
 * Asks an endpoint whenever the input is another; while the same is asked again the old answer stays.
 * @param version a value that changes when the same question may have another answer.
 */
export function useAnswer<Asked extends Endpoint>(
  asked: Asked,
  input: InputOf<Asked>,
  version: string | number = 0,
): Answer<OutputOf<Asked>> {
  const question = `${asked.path} ${JSON.stringify(input)}`;
  const [held, setHeld] = useState<Held<OutputOf<Asked>>>({ question });
  const [times, setTimes] = useState(0);
  useEffect(() => {
    const leaving = new AbortController();
    ask(asked, input, leaving.signal).then(
      (data) => setHeld({ question, data }),
      (error: unknown) => {
        if (leaving.signal.aborted) return;
        const trouble = reasonOf(error);
        setHeld((before) =>
          before.question === question ? { ...before, trouble } : { question, trouble },
        );
      },
    );
    return () => leaving.abort();
    // The input is made anew by every drawing; what it says stands in the question.
  }, [asked, question, version, times]);
  const isOwn = held.question === question;
  return {
    data: isOwn ? held.data : undefined,
    trouble: isOwn ? held.trouble : undefined,
    isLoading: !isOwn || (held.data === undefined && held.trouble === undefined),
    again: () => setTimes((before) => before + 1),
  };
}
