import { runCommand } from "../command.ts";
import { ConfigError } from "../errors.ts";
import { makeTemporaryFolder, removeTemporaryFolder } from "../temporary-folder.ts";
import { bubblewrap, findBubblewrap } from "./bubblewrap.ts";
import { limitsOf } from "./box.ts";
import type {
  Backend,
  CommandResult,
  Launcher,
  SandboxChoice,
  SandboxLevel,
  UntrustedCommand,
  UntrustedProgram,
} from "./box.ts";
import { environment, nodePermission } from "./node-permission.ts";
import { probe } from "./probe.ts";
import { findSandboxRuntime } from "./sandbox-runtime.ts";

export type {
  Launcher,
  SandboxChoice,
  SandboxLevel,
  UntrustedCommand,
  UntrustedProgram,
} from "./box.ts";
export { sandboxChoices, sandboxLevels } from "./box.ts";

/** What each level means, for people. */
export const LEVELS: Record<SandboxLevel, string> = {
  os: "isolated by the operating system: generated code sees the plugin and the packages it needs, and has no network",
  process:
    "limited by Node itself: files by a list, no children, but the network is NOT blocked; not safe for code that you believe hostile",
  none: "off: generated code is checked as text and never run",
};

/** The box in which everything that touches generated code is run. */
export interface Sandbox {
  level: SandboxLevel;
  /** What stands behind the level, as in "bubblewrap 0.8.0". */
  backend: string;
  /** Limits that this machine cannot hold. */
  missing: string[];
  /** Why no better level is used, one sentence a level; empty when it is the best there is. */
  why: string[];
  /** Runs a program in the box. Never throws, except for generated code at level `none`. */
  run: (command: UntrustedCommand) => Promise<CommandResult>;
  /** Prepares to start Node processes in the box of a program; `folder` must not be visible to it. */
  launcher: (program: UntrustedProgram, folder: string) => Promise<Launcher>;
}

const opened = new Map<SandboxChoice, Promise<Sandbox>>();

/**
 * The sandbox of this process. Every level is proved by a canary before it is used, once per process. Throws a ConfigError
 * when a level is asked for by name that this machine does not prove to have.
 */
export function openSandbox(choice: SandboxChoice): Promise<Sandbox> {
  const known = opened.get(choice);
  if (known) return known;
  const opening = open(choice);
  opened.set(choice, opening);
  opening.catch(() => opened.delete(choice)); // asked again, it may be mended
  return opening;
}

async function open(choice: SandboxChoice): Promise<Sandbox> {
  if (choice === "none") return withoutBackend([]);
  const why: string[] = [];
  for (const level of choice === "auto" ? (["os", "process"] as const) : [choice]) {
    const { backends, absent } = candidates(level);
    const troubles = absent ? [absent] : [];
    for (const backend of backends) {
      const trouble = await probe(backend);
      if (trouble === undefined) return sandboxOf(backend, why);
      troubles.push(`${backend.name}: ${trouble}`);
    }
    why.push(`Level ${level} is not possible here: ${troubles.join("; ")}. ${MEND[level]}`);
  }
  if (choice !== "auto")
    throw new ConfigError(`PLUGIN_SANDBOX=${choice} cannot be had. ${why.join(" ")}`);
  return withoutBackend(why);
}

const MEND = {
  os:
    process.platform === "linux"
      ? "Install bubblewrap (apt-get install bubblewrap); where it is installed and still fails, allow user namespaces (sysctl kernel.apparmor_restrict_unprivileged_userns=0)."
      : process.platform === "darwin"
        ? "Install @anthropic-ai/sandbox-runtime 0.0.78 beside this package, or run plugin-dynamic in a container."
        : "It needs Linux with bubblewrap: run plugin-dynamic in a container or in WSL 2.",
  process: "It needs Node 20.19 or newer and a built package (npm run build).",
};

function candidates(level: "os" | "process"): { backends: Backend[]; absent?: string } {
  if (level === "process") return { backends: [nodePermission()] };
  if (process.platform === "darwin") {
    const runtime = findSandboxRuntime();
    return runtime
      ? { backends: [runtime] }
      : { backends: [], absent: "@anthropic-ai/sandbox-runtime was not found" };
  }
  const version = findBubblewrap();
  if (!version) return { backends: [], absent: "bubblewrap was not found" };
  const user = (missing: string[]): Backend => bubblewrap(version, "user", missing);
  return {
    backends:
      process.getuid?.() === 0
        ? [bubblewrap(version, "root", []), user(["number of processes"])]
        : [user([])],
  };
}

/** A folder that lives as long as the work in it. */
async function inTemporaryFolder<Value>(work: (folder: string) => Promise<Value>): Promise<Value> {
  const folder = makeTemporaryFolder("box");
  try {
    return await work(folder);
  } finally {
    removeTemporaryFolder(folder);
  }
}

/** The box that a backend makes; whoever asks for it has proved it. */
export const sandboxOf = (backend: Backend, why: string[] = []): Sandbox => ({
  level: backend.level,
  backend: backend.name,
  missing: backend.missing,
  why,
  run: (command) =>
    inTemporaryFolder(async (temporary) =>
      runCommand({
        memoryBytes: limitsOf(command).memoryBytes,
        ...command,
        ...(await backend.wrap(command, temporary)),
      }),
    ),
  launcher: async (program, folder) => backend.launcher(program, folder),
});

const withoutBackend = (why: string[]): Sandbox => ({
  level: "none",
  backend: "",
  missing: [],
  why,
  run: (command) =>
    inTemporaryFolder((temporary) => {
      if (command.touches === "executes") throw new Error(REFUSED);
      const [file, ...args] = command.argv;
      return runCommand({ ...command, file, args, env: environment(command, temporary) });
    }),
  launcher: () => Promise.reject(new Error(REFUSED)),
});

const REFUSED = "At sandbox level none no generated code is run.";

/** One line for people: level, what it means, and what stands behind it. */
export const sandboxText = ({ level, backend, missing }: Sandbox): string =>
  [
    `${level} (${LEVELS[level]})`,
    ...(backend ? [`by ${backend}`] : []),
    ...(missing.length > 0 ? [`not limited: ${missing.join(", ")}`] : []),
  ].join("; ");
