import "../../shared/optimise-late.ts";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { build, formatMessages, type BuildFailure } from "esbuild";
import { API, type Diagnostic, type Snapshot } from "typescript-native/unstable/async";
import { readFolder, type Files } from "../../shared/files.ts";
import { answerQuestions } from "../../shared/resident.ts";
import { compiler } from "../compiler.ts";
import { CompileQuestion, type CompileAnswer } from "./protocol.ts";
import { Room } from "./room.ts";

// Runs in a box and stays: one compiler that remembers the packages' declarations, and one bundler. It only reads code.
const [nodeModules = ""] = process.argv.slice(2);
const room = new Room(fs.mkdtempSync(path.join(os.tmpdir(), "compile-")), nodeModules);
const PROJECT = "tsconfig.json";
const MOST_OUTPUT = 8 * 1_048_576;

let api = new API({ cwd: room.folder });
let snapshot: Snapshot | undefined;

answerQuestions((question) => compile(CompileQuestion.parse(question)));

async function compile({ files, entry }: CompileQuestion): Promise<CompileAnswer> {
  const { program } = await projectOf(files);
  const declared = await program.getDeclarationDiagnostics();
  const answer: CompileAnswer = {
    types: printed(await wrongIn(program), files),
    declarations: printed(declared.filter(isOwn), files),
    bundle: "",
    built: {},
  };
  if (entry === undefined) return answer;
  fs.rmSync(room.at("dist"), { recursive: true, force: true });
  answer.bundle = await bundle(entry);
  if (answer.types || answer.declarations || answer.bundle) return answer;
  // The interface does not write declarations; the compiler itself does, and has the last word.
  answer.declarations = declare();
  if (!answer.declarations) answer.built = readFolder(room.at("dist"));
  return answer;
}

/** The plugin as the compiler sees it now. */
async function projectOf(files: Files) {
  const fileChanges = room.lay(files);
  const touched = Object.values(fileChanges).flat() as string[];
  if (touched.some((file) => /^tsconfig\b.*\.json$/.test(path.basename(file)))) {
    await api.close();
    api = new API({ cwd: room.folder });
    snapshot = undefined;
  }
  const before = snapshot;
  snapshot = await api.updateSnapshot(
    before ? { fileChanges } : { openProjects: [room.at(PROJECT)] },
  );
  await before?.dispose();
  const project = snapshot.getProject(room.at(PROJECT));
  if (!project) throw new Error(`Expected the compiler to open ${PROJECT}.`);
  return project;
}

type Program = NonNullable<ReturnType<Snapshot["getProject"]>>["program"];

/** In the compiler's own order: what cannot be parsed is said alone. */
async function wrongIn(program: Program): Promise<readonly Diagnostic[]> {
  const configured = await program.getConfigFileParsingDiagnostics();
  const syntactic = await program.getSyntacticDiagnostics();
  if (syntactic.length > 0) return [...configured, ...syntactic];
  const general = [
    ...configured,
    ...(await program.getProgramDiagnostics()),
    ...(await program.getGlobalDiagnostics()),
  ];
  return [...general, ...(await program.getSemanticDiagnostics())];
}

/** Of the files that declarations are made of. */
const isOwn = ({ fileName = "" }: Diagnostic): boolean =>
  !fileName.includes("/src/__tests__/") && !fileName.includes("/node_modules/");

/** The way the compiler prints with `--pretty false`. */
function printed(diagnostics: readonly Diagnostic[], files: Files): string {
  return diagnostics
    .map(({ fileName, pos, code, text, messageChain = [] }) => {
      const file = fileName && path.relative(room.folder, fileName);
      const before = file ? (files[file] ?? "").slice(0, pos).split("\n") : [];
      const place = file ? `${file}(${before.length},${(before.at(-1) ?? "").length + 1}): ` : "";
      return `${place}error TS${code}: ${text}\n${reasons(messageChain, 1)}`;
    })
    .join("")
    .replaceAll(`${room.folder}${path.sep}`, "");
}

const reasons = (chain: readonly Diagnostic[], depth: number): string =>
  chain
    .map(
      ({ text, messageChain = [] }) =>
        `${"  ".repeat(depth)}${text}\n${reasons(messageChain, depth + 1)}`,
    )
    .join("");

async function bundle(entry: string): Promise<string> {
  try {
    await build({
      absWorkingDir: room.folder,
      entryPoints: [entry],
      bundle: true,
      platform: "node",
      format: "esm",
      target: "node20",
      packages: "external",
      sourcemap: true,
      outfile: "dist/index.js",
      logLevel: "silent",
    });
    return "";
  } catch (error) {
    const { errors } = error as BuildFailure;
    return (await formatMessages(errors, { kind: "error", color: false })).join("");
  }
}

function declare(): string {
  // Types were checked before; what keeps a declaration from being written is said all the same.
  const { argv, env } = compiler("-p", "tsconfig.build.json", "--noCheck");
  const [file, ...args] = argv;
  const { status, stdout, stderr } = spawnSync(file, args, {
    cwd: room.folder,
    env: { ...process.env, ...env },
    encoding: "utf8",
    maxBuffer: MOST_OUTPUT,
  });
  return status === 0 ? "" : `${stdout}${stderr}` || `The compiler ended with ${status}.`;
}
