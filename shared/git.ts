import os from "node:os";
import { simpleGit, type SimpleGit } from "simple-git";

/**
 * Configuration of every call, stronger than any file: no hook, filter program, monitor, pager, editor or signature of the
 * machine or of a repository takes part, and nothing is fetched from elsewhere.
 */
const CONFIGURATION = [
  "core.hooksPath=/dev/null",
  "core.fsmonitor=false",
  "core.attributesFile=/dev/null",
  "core.autocrlf=false",
  "core.quotePath=false",
  "core.pager=cat",
  "core.editor=false",
  "commit.gpgsign=false",
  "tag.gpgsign=false",
  "submodule.recurse=false",
  "gc.auto=0",
];

const VARIABLES = [
  "GIT_CONFIG_NOSYSTEM",
  "GIT_CONFIG_GLOBAL",
  "GIT_ATTR_NOSYSTEM",
  "GIT_TERMINAL_PROMPT",
  "GIT_ALLOW_PROTOCOL",
  "GIT_DIR",
  "GIT_WORK_TREE",
  "GIT_INDEX_FILE",
  "GIT_AUTHOR_NAME",
  "GIT_AUTHOR_EMAIL",
  "GIT_COMMITTER_NAME",
  "GIT_COMMITTER_EMAIL",
];

/** Variables of one call that we set ourselves. */
export type GitVariables = Partial<Record<(typeof VARIABLES)[number], string>>;

export interface GitOptions {
  variables?: GitVariables;
  /** `file` lets a repository be cloned from another folder of ours. */
  protocol?: "none" | "file";
  /** Further settings of this call, as `name=value`. */
  config?: string[];
  /** Ends git when it aborts. */
  signal?: AbortSignal;
}

/** simple-git on a folder, with an environment of its own. */
export function neutralGit(
  folder: string,
  { variables = {}, protocol = "none", config = [], signal }: GitOptions = {},
): SimpleGit {
  return simpleGit({
    baseDir: folder,
    config: [...CONFIGURATION, ...config],
    ...(signal ? { abort: signal } : {}),
    allowEnvironment: VARIABLES,
    // By default simple-git stops listening 50 ms after git ended, and on a busy machine loses what git said.
    completion: { onClose: true, onExit: false },
    // The guards refuse these settings because a stranger could choose them; here they switch things off.
    unsafe: {
      allowUnsafeHooksPath: true,
      allowUnsafeFsMonitor: true,
      allowUnsafePager: true,
      allowUnsafeEditor: true,
      allowUnsafeConfigPaths: true,
    },
  })
    .outputHandler(neverSilent)
    .env({
      PATH: process.env.PATH ?? "/usr/bin:/bin",
      HOME: os.devNull,
      LANG: "C.UTF-8",
      GIT_CONFIG_NOSYSTEM: "1",
      GIT_CONFIG_GLOBAL: os.devNull,
      GIT_ATTR_NOSYSTEM: "1",
      GIT_TERMINAL_PROMPT: "0",
      // Unlike protocol.allow, no configuration of a repository can say otherwise.
      GIT_ALLOW_PROTOCOL: protocol === "file" ? "file" : "none",
      ...variables,
    });
}

/**
 * simple-git waits another 50 ms after a command that printed nothing, as most that write do, in case that there is still
 * something to come. Here nothing can be, since it listens until all output is closed.
 */
function neverSilent(_command: string, stdout: NodeJS.ReadableStream): void {
  stdout.once("end", () => stdout.emit("data", Buffer.alloc(0)));
}

/** Settings that say where things are and how files are written; none of them names a program or another configuration. */
const HARMLESS =
  /^(?:core\.(?:repositoryformatversion|filemode|bare|logallrefupdates|ignorecase|precomposeunicode|symlinks)|remote\..+\.(?:url|pushurl|fetch)|branch\..+\.(?:remote|merge|rebase)|user\.(?:name|email)|pull\.(?:rebase|ff)|push\.(?:default|autosetupremote))$/;

/** A repository's own settings, by name, and which of them could have git run a program or read other settings. */
export async function settingsOf(
  git: SimpleGit,
): Promise<{ values: Map<string, string>; strange: string[] }> {
  const text = await git.raw("config", "--local", "--no-includes", "--list", "-z");
  const entries = text
    .split("\0")
    .filter(Boolean)
    .map((entry): [string, string] => {
      const [name = "", ...value] = entry.split("\n");
      return [name, value.join("\n")];
    });
  const values = new Map(entries);
  return { values, strange: [...values.keys()].filter((name) => !HARMLESS.test(name)) };
}
