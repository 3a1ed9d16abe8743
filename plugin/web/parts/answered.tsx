import type { ReactNode } from "react";
import { Loading } from "./loading.tsx";
import { Notice } from "./notice.tsx";
import type { Answer } from "./use-answer.ts";

/** Shows what a question came to: that it is asked, why there is no answer, or the answer. */
export function Answered<Output>({
  answer: { data, trouble, isLoading, again },
  what,
  children,
}: {
  answer: Answer<Output>;
  /** What is loaded, for people: "the commits". */
  what: string;
  children: (data: Output) => ReactNode;
}) {
  return (
    <>
      {trouble && (
        <Notice kind="error">
          Loading {what} did not work. {trouble}{" "}
          <button type="button" className="plain" onClick={again}>
            Try again
          </button>
        </Notice>
      )}
      {data !== undefined ? children(data) : isLoading && <Loading what={what} />}
    </>
  );
}
