import type { Part } from "../../studio/api/calls.ts";
import { LongText } from "../parts/long-text.tsx";

const NAMES: Record<Part["kind"], string> = {
  text: "",
  thinking: "Thinking",
  tool: "Uses tool",
  result: "Result of a tool",
  error: "Error",
  data: "Data",
};

/** Pieces of a message, each with what it is. */
export function Parts({ parts }: { parts: Part[] }) {
  return parts.map(({ kind, title, text }, index) => {
    const name = [NAMES[kind], title].filter(Boolean).join(": ");
    return (
      <div key={index} className={`part ${kind}`}>
        {name && <p className="part-name">{name}</p>}
        {text && <LongText mono={kind !== "thinking"} text={text} />}
      </div>
    );
  });
}
