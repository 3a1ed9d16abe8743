import type ts from "typescript";
import type { Files } from "../../shared/files.ts";
import { environmentFacts } from "./environment-facts.ts";
import { isSourceCode } from "./file-kinds.ts";
import { moduleFacts } from "./module-facts.ts";
import { patchFacts } from "./patch-facts.ts";
import { readCode, type Code } from "./program.ts";
import { reachFacts } from "./reach-facts.ts";
import { Resolver } from "./resolver.ts";
import { textFacts } from "./text-facts.ts";
import { valueFacts } from "./value-facts.ts";

/** What a fact can be about. What follows from each is said in `rules.ts`. */
export type FactKind =
  /** A package or a module of Node; an import that is not written out; one whose file lies elsewhere. */
  | "import"
  | "dynamic-import"
  | "leaves-plugin"
  | "imports-tests"
  /** What it reaches outside of itself. */
  | "network"
  | "host"
  | "mentioned-host"
  | "file-read"
  | "file-write"
  | "machine"
  | "environment"
  | "environment-all"
  | "setting"
  | "setting-unknown"
  | "child-process"
  | "worker"
  | "engine"
  | "native"
  | "process-control"
  | "process-listener"
  /** Code that is made while it runs, or that changes what is not its own. */
  | "evaluation"
  | "computed-global"
  | "patch"
  | "top-level-effect"
  | "top-level-timer"
  /** What is hidden from a reader or a check. */
  | "payload"
  | "obfuscation"
  | "hidden-character"
  | "suppression"
  | "lint-comment"
  | "test-awareness"
  | "unreadable";

/** Something that stands in the code. */
export interface CodeFact {
  kind: FactKind;
  /** What exactly, such as a module's name, a host or `process.exit`. */
  detail: string;
  file: string;
  line: number;
}
export type CodeFacts = CodeFact[];

/** A fact before it has a place. */
export interface Noticed {
  kind: FactKind;
  detail: string;
  node: ts.Node;
}

/** Reads facts from one file; `resolver` knows what names stand for. */
export type Collector = (source: ts.SourceFile, resolver: Resolver) => Noticed[];

const collectors: Collector[] = [moduleFacts, reachFacts, environmentFacts, patchFacts, valueFacts];

/**
 * What the sources of a plugin do by the look of them: tests are left out, and nothing is run or read from disk. These
 * are facts for a reader and evidence for a check. They are no boundary: code that wants to hide finds a way that no
 * list has, which is why it runs in a sandbox as well.
 */
export function codeFacts(files: Files): CodeFacts {
  const code = readCode(sourcesOf(files));
  const resolver = new Resolver(code);
  const noticed = code.sources.flatMap((source) => [
    ...textFacts(source).map(({ at, ...fact }) => ({
      ...fact,
      file: code.nameOf(source),
      line: source.getLineAndCharacterOfPosition(at).line + 1,
    })),
    ...collectors
      .flatMap((collect) => collect(source, resolver))
      .map(({ kind, detail, node }) => ({ kind, detail, ...placeOf(code, source, node) })),
  ]);
  return unique([...unreadable(code), ...noticed]);
}

const sourcesOf = (files: Files): Files =>
  Object.fromEntries(Object.entries(files).filter(([file]) => isSourceCode(file)));

const placeOf = (
  code: Code,
  source: ts.SourceFile,
  node: ts.Node,
): Pick<CodeFact, "file" | "line"> => ({
  file: code.nameOf(source),
  line: source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1,
});

const unreadable = ({ unreadable: files }: Code): CodeFacts =>
  files.map((file) => ({ kind: "unreadable", detail: "nested too deeply", file, line: 1 }));

function unique(facts: CodeFacts): CodeFacts {
  const keyed = facts.map((fact): [string, CodeFact] => [Object.values(fact).join("\n"), fact]);
  return [...new Map(keyed).values()].sort(
    (one, other) => compare(one.file, other.file) || one.line - other.line,
  );
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
