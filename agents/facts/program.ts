import path from "node:path";
import type ts from "typescript";
import type { Files } from "../../shared/files.ts";
import { parse, typescript } from "../core-api/typescript.ts";

/** Parsed files, and a checker that knows which name means what. */
export interface Code {
  sources: ts.SourceFile[];
  checker: ts.TypeChecker;
  /** Path inside the plugin. */
  nameOf: (source: ts.SourceFile) => string;
  /** Files that no compiler could read without running out of stack. */
  unreadable: string[];
}

/** A folder that exists nowhere: nothing is read from this machine. */
const ROOT = "/plugin/";
const DEEPEST = 800;
const ENDINGS = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"];

/**
 * Parses files and binds their names. Only these files are seen: what they import from elsewhere stays unknown, and no
 * declarations of JavaScript itself are loaded, so that whatever a file does not declare is a global.
 */
export function readCode(files: Files): Code {
  const parsed = new Map<string, ts.SourceFile>();
  const unreadable: string[] = [];
  for (const [file, text] of Object.entries(files)) {
    const source = parsedOrNot(file, text);
    if (source) parsed.set(source.fileName, source);
    else unreadable.push(file);
  }
  const { ModuleKind, ModuleResolutionKind, ScriptTarget, createProgram } = typescript();
  const options: ts.CompilerOptions = {
    allowJs: true,
    noLib: true,
    types: [],
    target: ScriptTarget.ESNext,
    module: ModuleKind.ESNext,
    moduleResolution: ModuleResolutionKind.Bundler,
  };
  const program = createProgram([...parsed.keys()], options, hostOf(parsed));
  return {
    sources: [...parsed.values()],
    checker: program.getTypeChecker(),
    nameOf: ({ fileName }) => fileName.slice(ROOT.length),
    unreadable,
  };
}

/** Files as they were parsed last: several checks read the same ones, and the next iteration changes few. */
const recent = new Map<string, ts.SourceFile | undefined>();
/** Characters of them that are remembered; their trees take a multiple of that. */
const MOST_REMEMBERED = 300_000;
let remembered = 0;

function parsedOrNot(file: string, text: string): ts.SourceFile | undefined {
  const key = `${file}\0${text}`;
  const known = recent.has(key);
  const source = known ? recent.get(key) : parsedNow(file, text);
  // What was asked for last stands last.
  recent.delete(key);
  recent.set(key, source);
  if (!known) remembered += key.length;
  for (const oldest of recent.keys()) {
    if (remembered <= MOST_REMEMBERED) break;
    recent.delete(oldest);
    remembered -= oldest.length;
  }
  return source;
}

/** A file that is nested without end would end the process that reads it. */
function parsedNow(file: string, text: string): ts.SourceFile | undefined {
  try {
    const source = parse(`${ROOT}${file}`, text);
    return isDeeper(source, DEEPEST) ? undefined : source;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return undefined; // the parser's own stack was not enough; the file is reported
  }
}

const isDeeper = (node: ts.Node, most: number): boolean =>
  most === 0 ||
  typescript().forEachChild(node, (child) => isDeeper(child, most - 1) || undefined) === true;

function hostOf(parsed: Map<string, ts.SourceFile>): ts.CompilerHost {
  const resolve = (specifier: string, from: string): ts.ResolvedModuleFull | undefined => {
    if (!specifier.startsWith(".")) return undefined;
    const target = path.posix.join(path.posix.dirname(from), specifier);
    const stem = target.replace(/\.[cm]?jsx?$/, "");
    const found = [target, ...ENDINGS.flatMap((end) => [stem + end, `${target}/index${end}`])].find(
      (each) => parsed.has(each),
    );
    if (!found) return undefined;
    return { resolvedFileName: found, extension: path.posix.extname(found) };
  };
  return {
    fileExists: (file) => parsed.has(file),
    readFile: (file) => parsed.get(file)?.text,
    getSourceFile: (file) => parsed.get(file),
    getDefaultLibFileName: () => `${ROOT}lib.d.ts`,
    getCurrentDirectory: () => ROOT,
    getCanonicalFileName: (file) => file,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
    writeFile: () => undefined,
    resolveModuleNameLiterals: (literals, from) =>
      literals.map(({ text }) => ({ resolvedModule: resolve(text, from) })),
    resolveTypeReferenceDirectiveReferences: (references: readonly unknown[]) =>
      references.map(() => ({ resolvedTypeReferenceDirective: undefined })),
  };
}
