import fs from "node:fs";
import path from "node:path";
import type { Config } from "../../shared/config.ts";
import { makeWritable, ownerOf } from "../../shared/data-folder.ts";
import { PluginCreationError } from "../../shared/errors.ts";
import { openSandbox, sandboxText } from "../../shared/sandbox/sandbox.ts";
import { maskSecrets } from "../../shared/secrets.ts";
import { isReachable, tokenTrouble } from "../access/token.ts";
import type { Diagnosis } from "../studio/api/health.ts";
import { nodeTooOld } from "../terminal/node-version.ts";
import { isPortFree } from "./port.ts";
import { gitTrouble, versionOf } from "./tools.ts";

/** Looks at everything a job needs on this machine. Never throws: what cannot be had is a diagnosis. */
export async function diagnose(config: Config): Promise<Diagnosis[]> {
  return [
    node(),
    await git(),
    await npm(),
    dataFolder(config),
    disk(config),
    key(config),
    await port(config),
    ...access(config),
    await sandbox(config),
  ];
}

function node(): Diagnosis {
  const name = "Node";
  const trouble = nodeTooOld(process.versions.node);
  return trouble
    ? { name, status: "wrong", text: trouble }
    : { name, status: "good", text: process.versions.node };
}

async function git(): Promise<Diagnosis> {
  const name = "git";
  const trouble = await gitTrouble();
  if (!trouble) return { name, status: "good", text: (await versionOf("git")) ?? "" };
  const [text = "", ...mend] = trouble.split(". ");
  return { name, status: "wrong", text, mend: mend.join(". ") };
}

async function npm(): Promise<Diagnosis> {
  const name = "npm";
  const version = await versionOf("npm");
  if (version) return { name, status: "good", text: version };
  return {
    name,
    status: "wrong",
    text: "not found: plugins that depend on npm packages cannot be checked",
    mend: "Install Node with npm from https://nodejs.org and see that npm is on the PATH.",
  };
}

function dataFolder({ dataDir }: Config): Diagnosis {
  const name = "data folder";
  try {
    makeWritable(dataDir);
  } catch (error) {
    if (!(error instanceof PluginCreationError)) throw error;
    return { name, status: "wrong", text: error.message }; // that it cannot be written is the diagnosis
  }
  const owner = ownerOf(dataDir);
  if (!owner) return { name, status: "good", text: `${dataDir}, free` };
  if (owner.pid === process.pid) return { name, status: "good", text: `${dataDir}, in use here` };
  return {
    name,
    status: "missing",
    text: `${dataDir} is in use by ${owner.what} (process ${owner.pid}, since ${owner.since})`,
    mend: "create, chat and serve need it for themselves: stop that process, or choose another folder with --data.",
  };
}

const GIGABYTE = 1024 ** 3;

function disk({ dataDir }: Config): Diagnosis {
  const name = "disk";
  const { bavail, bsize } = fs.statfsSync(existing(dataDir));
  const free = (bavail * bsize) / GIGABYTE;
  const text = `${free.toFixed(1)} GB free`;
  if (free >= 1) return { name, status: "good", text };
  return {
    name,
    status: free < 0.2 ? "wrong" : "missing",
    text,
    mend: "Jobs want 1 GB: make room, or choose another folder with --data.",
  };
}

/** The folder, or the nearest one above it that is there. */
const existing = (folder: string): string =>
  fs.existsSync(folder) ? folder : existing(path.dirname(folder));

function key(config: Config): Diagnosis {
  return {
    name: "model",
    status: "good",
    text: whoWorks(config),
  };
}

/** The choice of the command line; an agent's own model shows only in that agent's process. */
function whoWorks({ model, anthropic, modelProvider }: Config): string {
  const asked = model === "auto" ? "" : `PLUGIN_MODEL=${model} asks for it; `;
  const key = anthropic.key ? "ANTHROPIC_API_KEY is set" : "no ANTHROPIC_API_KEY";
  const address = anthropic.baseUrl
    ? `, ANTHROPIC_BASE_URL is ${maskSecrets(anthropic.baseUrl)}`
    : "";
  const provider = modelProvider ? `, PLUGIN_MODEL_PROVIDER is ${modelProvider}` : "";
  const isReal = anthropic.key ?? anthropic.baseUrl ?? modelProvider;
  const otherwise = model === "auto" && !isReal ? ": the embedded offline model does the work" : "";
  return `${asked}${key}${address}${provider}${otherwise}`;
}

async function port({ host, port: number, dataDir }: Config): Promise<Diagnosis> {
  const name = "port";
  const place = `${host}:${number}`;
  if (await isPortFree(host, number)) return { name, status: "good", text: `${place} is free` };
  const owner = ownerOf(dataDir);
  return owner?.what.includes(`port ${number}`) || owner?.pid === process.pid
    ? { name, status: "good", text: `${place} is where plugin-dynamic serve listens` }
    : {
        name,
        status: "missing",
        text: `${place} is in use or cannot be listened on`,
        mend: "plugin-dynamic serve needs another one: --port or SERVER_PORT.",
      };
}

/** Who may come in, where others than the people of this machine can. */
function access(config: Config): Diagnosis[] {
  const name = "access";
  const trouble = tokenTrouble(config);
  if (trouble) return [{ name, status: "missing", ...trouble }];
  const text = `other machines reach plugin-dynamic serve on ${config.host} and need PLUGIN_SERVER_TOKEN`;
  return isReachable(config) ? [{ name, status: "good", text }] : [];
}

/** The box is tried out, not looked up. */
async function sandbox({ sandbox: choice }: Config): Promise<Diagnosis> {
  const name = "sandbox";
  try {
    const box = await openSandbox(choice);
    const text = sandboxText(box);
    return box.level === "os"
      ? { name, status: "good", text }
      : { name, status: "missing", text, mend: box.why.join(" ") || CHOSEN };
  } catch (error) {
    if (!(error instanceof PluginCreationError)) throw error;
    return { name, status: "wrong", text: error.message }; // that the level cannot be had is the diagnosis
  }
}

const CHOSEN = "Unset PLUGIN_SANDBOX to get the best that this machine proves to have.";
