import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { packageRoot } from "../shared/package.ts";

const ROOMS = ["shared", "agents", "plugin"] as const;
const AGENTS = ["coordinator", "planner", "coder", "tester", "reviewer"];
const MAXIMUM_LINES = 300;
/** Tables of words: data, not code. */
const TABLES = /^agents\/models\/offline\/words\/(concepts|nouns)\.ts$/;

interface SourceFile {
  file: string;
  text: string;
  /** Imports: relative ones as paths from the root, packages by name. */
  imports: string[];
}

const sources: SourceFile[] = ROOMS.flatMap((room) =>
  fs
    .readdirSync(path.join(packageRoot, room), { recursive: true, encoding: "utf8" })
    .map((name) => `${room}/${name}`)
    .filter((file) => /\.tsx?$/.test(file) && !file.startsWith("agents/template/"))
    .map((file) => {
      const text = fs.readFileSync(path.join(packageRoot, file), "utf8");
      const found = [...text.matchAll(/(?:^|\s)(?:from|import\()\s*"([^"]+)"/gm)];
      const imports = found.map(([, name = ""]) =>
        name.startsWith(".") ? path.posix.join(path.posix.dirname(file), name) : name,
      );
      return { file, text, imports };
    }),
);

const offences = (isOffence: (source: SourceFile, imported: string) => boolean): string[] =>
  sources.flatMap((source) =>
    source.imports
      .filter((imported) => isOffence(source, imported))
      .map((imported) => `${source.file} imports ${imported}`),
  );

const roomOf = (file: string): string => file.split("/")[0] ?? "";

test("the arrows point from plugin to agents to shared", () => {
  const order = [...ROOMS] as string[];
  const wrong = offences(
    ({ file }, imported) => order.indexOf(roomOf(imported)) > order.indexOf(roomOf(file)),
  );
  expect(wrong).toEqual([]);
});

test("shared knows nothing of ElizaOS", () => {
  expect(
    offences(({ file }, name) => file.startsWith("shared/") && name.startsWith("@elizaos/")),
  ).toEqual([]);
});

test("the page in the browser knows only itself, what is asked of the server, and shared", () => {
  const allowed = /^(plugin\/web\/|plugin\/studio\/api\/|shared\/)/;
  const wrong = offences(
    ({ file }, imported) =>
      (file.startsWith("plugin/web/") || file.startsWith("plugin/studio/api/")) &&
      /^(shared|agents|plugin|node:)/.test(imported) &&
      !allowed.test(imported),
  );
  expect(wrong).toEqual([]);
});

test("no agent imports another agent's folder", () => {
  const agentOf = (file: string): string | undefined =>
    AGENTS.find((agent) => file.startsWith(`agents/${agent}/`));
  const wrong = offences(({ file }, imported) => {
    const own = agentOf(file);
    const other = agentOf(imported);
    return own !== undefined && other !== undefined && own !== other;
  });
  expect(wrong).toEqual([]);
});

test("only team.ts knows all five agents", () => {
  const knowing = sources.filter(({ imports }) =>
    AGENTS.every((agent) => imports.includes(`agents/${agent}/${agent}.ts`)),
  );
  expect(knowing.map(({ file }) => file)).toEqual(["agents/team.ts"]);
});

test("models do not know which agent asks", () => {
  const wrong = offences(
    ({ file }, imported) =>
      file.startsWith("agents/models/") &&
      AGENTS.some((name) => imported.startsWith(`agents/${name}/`)),
  );
  expect(wrong).toEqual([]);
});

test("there is no other source folder", () => {
  const folders = fs
    .readdirSync(packageRoot, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
    .map(({ name }) => name);
  const known = [
    ...ROOMS,
    "characters",
    "__tests__",
    "scripts",
    "docs",
    "dist",
    "data",
    "node_modules",
  ];
  expect(folders.filter((name) => !known.includes(name))).toEqual([]);
});

test(`files stay readable: none has more than ${MAXIMUM_LINES} lines`, () => {
  const long = sources
    .map(({ file, text }) => ({ file, lines: text.split("\n").length }))
    .filter(({ file, lines }) => lines > MAXIMUM_LINES && !TABLES.test(file));
  expect(long).toEqual([]);
});

test("the environment is read at the doors and nowhere else", () => {
  const allowed =
    /^(plugin\/(cli|server|post-message|commands\/.*|services\/process-team|studio\/routes)\.ts|agents\/(host|database|tester\/(load\/effects|tests\/(boxed-worker|open))|warm\/compile-worker|packages\/npm)\.ts|shared\/(git|clean-child|sandbox\/(node-permission|canary))\.ts|agents\/models\/offline\/)/;
  const wrong = sources
    .filter(({ file, text }) => text.includes("process.env") && !allowed.test(file))
    .map(({ file }) => file);
  expect(wrong).toEqual([]);
});

test("nothing carries the mark of unfinished work", () => {
  const marks = /\b(TODO|FIXME|XXX)\b|\bas any\b|: any\b|@ts-(ignore|nocheck|expect-error)/;
  expect(sources.filter(({ text }) => marks.test(text)).map(({ file }) => file)).toEqual([]);
});
