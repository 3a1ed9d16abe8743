import type { Played } from "./play.ts";

/** What the loop made of every scenario, a line each, and a last line that sums up. */
export function formatTable(played: Map<string, Played>): string {
  const rows = [...played].map(([name, { job, tokens }]) => {
    const { status = "", iterations = 0, ending } = job.finished ?? {};
    const fed = tokens.reduce((sum, each) => sum + each, 0);
    return { name, end: ending ?? status, iterations, fed };
  });
  const width = Math.max(...rows.map(({ name }) => name.length));
  const line = ({ name, end, iterations, fed }: (typeof rows)[number]): string =>
    [
      name.padEnd(width),
      end.padEnd(11),
      `${iterations} iteration${iterations === 1 ? " " : "s"}`,
      `${String(fed).padStart(5)} tokens fed back`,
    ].join("  ");
  const sum = (of: (row: (typeof rows)[number]) => number): number =>
    rows.reduce((total, row) => total + of(row), 0);
  return [
    ...rows.map(line),
    `${rows.length} scenarios, ${sum((row) => row.iterations)} iterations, ${sum((row) => row.fed)} tokens fed back`,
  ].join("\n");
}
