const WIDTH = 120;

/** A line of a file with the lines around it, numbered, the line itself marked. */
export function codeFrame(content: string, line: number, around = 1): string {
  const lines = content.split(/\r?\n/);
  const first = Math.max(line - around, 1);
  const last = Math.min(line + around, lines.length);
  return lines
    .slice(first - 1, last)
    .map((text, at) => {
      const number = String(first + at).padStart(String(last).length);
      return `${first + at === line ? ">" : " "} ${number} | ${text.slice(0, WIDTH)}`.trimEnd();
    })
    .join("\n");
}
