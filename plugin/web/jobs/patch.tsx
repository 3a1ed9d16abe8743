import { legible } from "../parts/legible.ts";

/** A unified patch with its lines in colour; the signs say the same. */
export function Patch({ text }: { text: string }) {
  return (
    <pre className="patch" tabIndex={0} aria-label="Changes">
      {legible(text)
        .split("\n")
        .map((line, at) => (
          <span key={at} className={classOf(line)}>
            {line}
            {"\n"}
          </span>
        ))}
    </pre>
  );
}

function classOf(line: string): string | undefined {
  if (/^(diff|index|---|\+\+\+|new file|deleted file|@@)/.test(line)) return "soft";
  return line.startsWith("+") ? "added" : line.startsWith("-") ? "removed" : undefined;
}
