import type { Finding } from "../../../shared/results.ts";
import { legible } from "../parts/legible.ts";

const TONES: Record<Finding["severity"], string> = { blocker: "bad", warning: "open", note: "" };

/** What is to be mended, as a tool, the reviewer or a person reported it. */
export function Findings({ findings }: { findings: Finding[] }) {
  return (
    <ul className="findings">
      {findings.map(({ from, severity, message, file, line, id }, at) => (
        <li key={at}>
          <span className={`badge ${TONES[severity]}`}>{severity}</span>{" "}
          <span className="soft">{legible([from, id].filter(Boolean).join(" "))}</span>{" "}
          {file && (
            <code>
              {legible(file)}
              {line !== undefined && `:${line}`}
            </code>
          )}
          <p className="words">{legible(message)}</p>
        </li>
      ))}
    </ul>
  );
}
