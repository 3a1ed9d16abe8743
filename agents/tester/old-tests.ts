import path from "node:path/posix";
import type { Payload } from "../../shared/events.ts";
import type { Files } from "../../shared/files.ts";
import { testsIn, withoutTests, type TestCode } from "../test-code.ts";

/** The tests of the release that a job improves. */
export interface OldTests {
  files: Files;
  /** Version that they were written for. */
  version: string;
  /** Names of what is not there any more, or cannot be used as before: no test of it can stay green. */
  gone: string[];
}

export type KeptTests = Pick<Payload<"tests:completed">, "kept" | "dropped"> & { files: Files };

/**
 * New tests with the old ones beside them. Where both have a file of one name, the old one is called after its version;
 * old helpers keep serving old tests. Old tests of what is gone are left out, and named.
 */
export function withOldTests(written: Files, { files: old, version, gone }: OldTests): KeptTests {
  const dropped: NonNullable<KeptTests["dropped"]> = [];
  const staying = Object.entries(old).flatMap(([file, content]) => {
    if (written[file] === content) return [];
    const { left, out } = withoutGone(file, content, gone);
    const why = `The new version does not have what it tests as it was (${gone.join(", ")}).`;
    dropped.push(...out.map(({ path: titles }) => ({ name: titles.join(" > "), file, why })));
    return left === undefined ? [] : [{ file, content: left }];
  });
  const taken = new Set([...Object.keys(written), ...staying.map(({ file }) => file)]);
  const names = new Map(
    staying.map(({ file }) => [file, file in written ? freeName(file, version, taken) : file]),
  );
  const kept = Object.fromEntries(
    staying.map(({ file, content }) => [names.get(file) ?? file, redirected(file, content, names)]),
  );
  return { files: { ...written, ...kept }, kept: Object.keys(kept), dropped };
}

/** A file without the tests that speak of what is gone; where helpers speak of it too, nothing of it can stay. */
function withoutGone(
  file: string,
  content: string,
  gone: string[],
): { left: string | undefined; out: TestCode[] } {
  if (gone.length === 0) return { left: content, out: [] };
  const names = new RegExp(`\\b(?:${gone.join("|")})\\b`);
  const tests = testsIn(file, content);
  const left = withoutTests(file, content, ({ source }) => names.test(source));
  if (left === undefined || names.test(left)) return { left: undefined, out: tests };
  return { left, out: tests.filter(({ source }) => names.test(source)) };
}

/** `todos.test.ts` of 1.0.0 becomes `todos-1.0.0.test.ts`. */
function freeName(file: string, version: string, taken: Set<string>): string {
  const [, stem = "", end = ""] = /^(.*?)((?:\.test)?\.ts)$/.exec(file) ?? [];
  const names = Array.from(
    { length: 100 },
    (_each, at) => `${stem}-${version}${at ? `-${at}` : ""}${end}`,
  );
  const free = names.find((name) => !taken.has(name)) ?? file;
  taken.add(free);
  return free;
}

const RELATIVE = /(["'])(\.{1,2}\/[^"'\n]+)\1/g;

/** Old tests find their old helpers under the names that these have now. */
function redirected(file: string, content: string, names: Map<string, string>): string {
  const folder = path.dirname(file);
  return content.replace(RELATIVE, (found, quote: string, to: string) => {
    const target = path.join(folder, to.replace(/\.js$/, ".ts"));
    const name = names.get(target);
    if (!name || name === target) return found;
    const relative = path.relative(folder, name);
    return `${quote}${relative.startsWith(".") ? relative : `./${relative}`}${quote}`;
  });
}
