import fs from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { WorkspaceError } from "../../shared/errors.ts";
import {
  assertWritable,
  assertWritablePath,
  isSafePath,
  resolveInside,
  writeFolder,
  type Files,
  type Writer,
} from "../../shared/files.ts";
import { fuzz } from "../support/fuzz.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** What attacks on paths are made of. */
const ATTACKS = [
  ...["..", ".", "", "...", "..;", "%2e%2e", "%2e", "..%2f", "%00", "..\\", "\\", "\\..\\", "~"],
  ...["C:", "c:\\x", "\\\\server\\share", "//server", "\\\\?\\C:", "a.ts:stream", "a.ts::$DATA"],
  ...["\u0000", "a\u0000.ts", "\u202egnp.ts", "\u200b", "a\u200d.ts", "\ufeffa.ts", "\r\n", "\t"],
  ...[
    "ѕrс",
    "srс",
    "ｓｒｃ",
    "a․ts",
    "．．",
    "／",
    "∕",
    "é",
    "e\u0301",
    "ﬁle.ts",
    "ſrc",
    "K.ts",
    "ı.ts",
  ],
  ...["a.ts.", "a.ts ", " a.ts", "a. ", ". .", "-rf.ts", "--help", "$(id).ts", "`id`.ts", "*.ts"],
  ...["con", "CON.ts", "nul.ts", "AUX.x.ts", "com1.ts", "COM¹.ts", "lpt9.ts", "CONIN$", "prn.ts"],
  ...["node_modules", "NODE_MODULES", ".git", ".GIT", "git~1", ".gitattributes", ".gitmodules"],
  ...[".npmrc", ".env", ".env.ts", "package.json", "PACKAGE.JSON", "tsconfig.json", "LICENSE"],
  ...["vitest.config.ts", "VITEST.CONFIG.TS", "eslint.config.mjs", "vitest.workspace.ts", "x.d.ts"],
  ...[
    "x.D.ts",
    "x.d.css.ts",
    "x.mts",
    "x.js",
    "x.json",
    "x.node",
    "x.wasm",
    "README.md",
    "readme.md",
  ],
  ...["parameters.ts", "Parameters.ts", "support.ts", "__tests__", "__TESTS__", "__proto__"],
  ...["constructor", "prototype.ts", "x".repeat(130), "x".repeat(5_000), "a/".repeat(50)],
];
const ORDINARY = [
  "src",
  "src",
  "src",
  "index.ts",
  "a.ts",
  "A.ts",
  "actions",
  "Actions",
  "b_2-c.d",
  "__tests__",
  "x.test.ts",
];

const segment = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...ORDINARY) },
  { weight: 3, arbitrary: fc.constantFrom(...ATTACKS) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 8 }) },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 8 }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...ORDINARY, ...ATTACKS), fc.constantFrom(...ORDINARY, ...ATTACKS))
      .map((two) => two.join("")),
  },
  { weight: 3, arbitrary: fc.stringMatching(/^[A-Za-z0-9_.-]{1,9}$/) },
);
const name = fc
  .tuple(
    fc.constantFrom("", "", "src/", "src/", "src/__tests__/", "/", "./", "src\\"),
    fc.array(segment, { minLength: 1, maxLength: 7 }),
    fc.constantFrom("", "", ".ts", ".ts", ".test.ts", "/", "\\x.ts"),
  )
  .map(([before, segments, after]) => before + segments.join("/") + after);

const WRITERS: Writer[] = ["coder", "tester"];
const RESERVED = /^(?:con|prn|aux|nul|clock\$|conin\$|conout\$|(?:com|lpt)[0-9¹²³])$/i;
const TOOLCHAIN =
  /(?:^|\/)(?:package(?:-lock)?\.json|[jt]sconfig[^/]*\.json|license|specification\.json|[^/]*\.(?:config|workspace)\.\w+|\.[^/]*|git~1)$|^src\/(?:__tests__\/support|parameters)\.ts(?:\/|$)|\.d\.[^/]*$/i;

const accepts = (run: () => void): boolean => {
  try {
    run();
    return true;
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error;
    return false;
  }
};

/** How file systems that are not exact see a name. */
const folded = (file: string): string => file.normalize("NFC").toLowerCase().normalize("NFC");

function expectHarmless(file: string): void {
  expect(file).toBe(path.posix.normalize(file));
  expect(file).toBe(path.win32.normalize(file).replaceAll("\\", "/"));
  expect(path.win32.isAbsolute(file)).toBe(false);
  for (const form of ["NFC", "NFD", "NFKC", "NFKD"]) expect(file.normalize(form)).toBe(file);
  expect(file).toBe(encodeURI(file));
  for (const each of file.split("/")) {
    expect(each.split(".")[0]).not.toMatch(RESERVED);
    expect(each).not.toMatch(/^[-. ]|[. ]$|[<>:"|?*\p{C}]/u);
    expect(each.toLowerCase()).not.toBe("node_modules");
  }
}

/** Every file below a folder with its content; anything that is no regular file inside of it is an error. */
function onDisk(folder: string): Files {
  const found = fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry): [string, string] => {
      const file = path.join(entry.parentPath, entry.name);
      expect(fs.lstatSync(file).isFile()).toBe(true);
      expect(fs.realpathSync(file)).toBe(file);
      return [path.relative(folder, file), fs.readFileSync(file, "utf8")];
    });
  return Object.fromEntries(found);
}

/** The files in as few sets as may be written together. */
function batches(writer: Writer, names: string[]): Files[] {
  const sets: Files[] = [];
  for (const file of names) {
    const fitting = sets.find((set) =>
      accepts(() => assertWritable(writer, { ...set, [file]: "" })),
    );
    if (fitting) fitting[file] = file;
    else sets.push({ [file]: file });
  }
  return sets;
}

test("a path that a writer may write is harmless on every system, and lands where it says", () => {
  const accepted: Record<Writer, Set<string>> = { coder: new Set(), tester: new Set() };
  fc.assert(
    fc.property(name, (file) => {
      if (isSafePath(file)) expectHarmless(file);
      const writers = WRITERS.filter((writer) => accepts(() => assertWritablePath(writer, file)));
      expect(writers.length).toBeLessThan(2);
      for (const writer of writers) {
        expectHarmless(file);
        expect(file).not.toMatch(TOOLCHAIN);
        expect(file).toMatch(writer === "tester" ? /^src\/__tests__\// : /^src\/|^README\.md$/);
        expect(writer === "coder" && /^src\/__tests__\//i.test(file)).toBe(false);
        accepted[writer].add(file);
      }
    }),
    fuzz,
  );
  // The cases say something: many paths are accepted, and all of them are written.
  expect(accepted.coder.size).toBeGreaterThan(fuzz.numRuns / 200);
  expect(accepted.tester.size).toBeGreaterThan(fuzz.numRuns / 200);
  const root = fs.realpathSync(temporaryFolder());
  const folder = path.join(root, "workspace");
  for (const writer of WRITERS) {
    for (const files of batches(writer, [...accepted[writer]])) {
      writeFolder(folder, files);
      expect(onDisk(folder)).toEqual(files);
    }
  }
  expect(fs.readdirSync(root)).toEqual(["workspace"]);
});

test("files that are accepted together never meet, and all of them land inside", () => {
  const root = fs.realpathSync(temporaryFolder());
  const folder = path.join(root, "workspace");
  let written = 0;
  const likely = fc
    .array(fc.constantFrom("a", "A", "b", "a.ts", "A.ts"), { minLength: 1, maxLength: 3 })
    .map((segments) => `src/${segments.join("/")}.ts`);
  const names = fc.array(
    fc.oneof({ weight: 8, arbitrary: likely }, { weight: 1, arbitrary: name }),
    {
      minLength: 1,
      maxLength: 5,
    },
  );
  fc.assert(
    fc.property(names, (list) => {
      const files = Object.fromEntries(list.map((file) => [file, file]));
      if (!accepts(() => assertWritable("coder", files))) return;
      const all = Object.keys(files);
      expect(new Set(all.map(folded)).size).toBe(all.length);
      for (const file of all) {
        expect(all.filter((other) => folded(other).startsWith(`${folded(file)}/`))).toEqual([]);
      }
      written += 1;
      if (written % 50 !== 0) return;
      writeFolder(folder, files);
      expect(onDisk(folder)).toEqual(files);
    }),
    fuzz,
  );
  expect(written).toBeGreaterThan(fuzz.numRuns / 10);
  expect(fs.readdirSync(root)).toEqual(["workspace"]);
});

test("a path inside a folder is inside, whatever it is written as", () => {
  fc.assert(
    fc.property(fc.oneof(name, fc.string({ unit: "binary" })), (file) => {
      const inside = (): string => resolveInside("/base/folder/", file);
      if (!accepts(inside)) return;
      expect(inside()).toMatch(/^\/base\/folder\/[^\0]/);
      expect(path.relative("/base/folder", inside())).not.toMatch(/^\.\.(?:\/|$)/);
    }),
    fuzz,
  );
});

test("whatever names are written into a folder, nothing lands beside it and errors have a name", () => {
  const root = fs.realpathSync(temporaryFolder());
  const folder = path.join(root, "workspace");
  fs.writeFileSync(path.join(root, "beside"), "untouched");
  fc.assert(
    fc.property(fc.array(name, { maxLength: 3 }), (list) => {
      accepts(() => writeFolder(folder, Object.fromEntries(list.map((file) => [file, "x"]))));
    }),
    { ...fuzz, numRuns: fuzz.numRuns / 50 },
  );
  expect(fs.readdirSync(root).sort()).toEqual(["beside", "workspace"]);
  expect(fs.readFileSync(path.join(root, "beside"), "utf8")).toBe("untouched");
});
