import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { Secret } from "../shared/secret.ts";
import { preparedDataFolder } from "./support/data-folder.ts";
import { roughRoad } from "./support/demonstrations/rough-road.ts";
import type { Reply } from "./support/scenario.ts";
import { scriptedJob, TEST_KEY } from "./support/scripted-job.ts";

/** A value of the environment that no pattern would know. */
const DATABASE_PASSWORD = "correct horse battery staple 7";
/** A key that a person pastes, which nobody knows beforehand. */
const PASTED = "sk-ant-api03-AbCdEfGhIjKlMnOpQrStUvWxYz0123456789";
const KNOWN = [TEST_KEY, DATABASE_PASSWORD];
const CANARIES = [...KNOWN, PASTED];

/** A model that repeats what it should not know wherever it can: in thoughts, texts, files and reasons. */
function talkative(reply: Reply): Reply {
  const canaries = CANARIES.join(" and ");
  if ("status" in reply) return { ...reply, message: `${reply.message} (key ${canaries})` };
  const { thinking, text, tools, refusal } = reply;
  return {
    ...reply,
    ...(thinking === undefined ? {} : { thinking: `${thinking} By the way: ${canaries}.` }),
    ...(text === undefined || text.startsWith("{") ? {} : { text: `${text} ${TEST_KEY}` }),
    ...(refusal === undefined ? {} : { refusal: { ...refusal, explanation: canaries } }),
    ...(tools === undefined ? {} : { tools: tools.map(withComment) }),
  };
}

function withComment(tool: { name: string; input: unknown }): { name: string; input: unknown } {
  const input = tool.input as { path?: string; content?: string };
  if (!input.path?.endsWith("README.md") || input.content === undefined) return tool;
  return { ...tool, input: { ...input, content: `${input.content}\n${KNOWN.join("\n")}\n` } };
}

/** Every byte that was written, git's compressed objects unpacked. */
function everythingIn(folder: string): { file: string; content: string }[] {
  const files = fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !/\/(node_modules|toolchain|objects)\//.test(file))
    .map((file) => ({ file, content: fs.readFileSync(file, "latin1") }));
  const repositories = fs
    .readdirSync(path.join(folder, "repos"))
    .map((name) => path.join(folder, "repos", name));
  const objects = repositories.map((file) => ({
    file,
    content: execFileSync("git", ["cat-file", "--batch-all-objects", "--batch"], {
      cwd: file,
      encoding: "latin1",
      maxBuffer: 64 * 1024 * 1024,
    }),
  }));
  return [...files, ...objects];
}

test(
  "no key, token or password is in anything that a job writes, says or sends to a model",
  { timeout: 600_000 },
  async () => {
    const dataDir = preparedDataFolder();
    const replies = Object.fromEntries(
      Object.entries(roughRoad.replies).map(([role, list]) => [role, list.map(talkative)]),
    );
    const request = `I need a plugin that generates strong passwords. My key is ${PASTED} and the database says ${DATABASE_PASSWORD}.`;
    const warnings: string[] = [];
    process.on("warning", ({ message }) => warnings.push(message));
    const secrets = [new Secret(TEST_KEY), new Secret(DATABASE_PASSWORD)];
    const { team, job, server } = await scriptedJob({ request, replies }, dataDir, {
      config: { secrets },
    });
    await team.close();
    await server.close();
    expect(job.finished?.reason).toBeTruthy();
    expect(job.status).toBe("completed");

    const written = everythingIn(dataDir);
    expect(written.some(({ content }) => content.includes("[secret]"))).toBe(true);
    expect(written.some(({ file }) => file.endsWith("model.cassette.jsonl"))).toBe(true);
    for (const canary of CANARIES) {
      const holding = written.filter(({ content }) => content.includes(canary));
      expect(holding.map(({ file }) => path.relative(dataDir, file))).toEqual([]);
      expect(warnings.join()).not.toContain(canary);
    }
    for (const { raw, headers, role } of server.seen) {
      const body = raw.toString("utf8");
      expect(headers.authorization).toBe(`Bearer ${TEST_KEY}`);
      // What the model itself said comes back to it word for word; nothing else may.
      if (role === "planner" || role === "coordinator") {
        for (const canary of CANARIES) expect(body).not.toContain(canary);
      }
    }
  },
);
