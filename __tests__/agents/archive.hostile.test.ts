import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import zlib from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exportJob } from "../../agents/archive/export-job.ts";
import type { MemberName, Members } from "../../agents/archive/format.ts";
import { importJob } from "../../agents/archive/import-job.ts";
import { readArchive } from "../../agents/archive/read-archive.ts";
import type { JobEvent } from "../../shared/events.ts";
import { journalText, readJournal } from "../../shared/journal.ts";
import { Jobs } from "../../shared/jobs.ts";
import { packageRoot } from "../../shared/package.ts";
import { rewritten, tarOf, writeTar, type Change, type Entry } from "../support/archives.ts";
import { changedBundle, commitTree, treeWith, type Git } from "../support/bundles.ts";
import { everything, finishedJob } from "../support/finished-job.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const BRANCH = "refs/heads/job/abc123";
const EVIL = path.join("..", "..", "evil");

let room = "";
let good = "";
let members: Members = {};
let events: JobEvent[] = [];

beforeAll(async () => {
  room = fs.mkdtempSync(path.join(os.tmpdir(), "plugin-dynamic-archives-"));
  const dataDir = path.join(room, "data");
  await finishedJob(dataDir);
  good = path.join(room, "good.tgz");
  await exportJob(new Jobs(dataDir), "abc123", good, { dataDir, secrets: [] });
  members = readArchive(good).members;
  await finishedJob(path.join(room, "elsewhere"), { id: "own111" });
  fs.writeFileSync(path.join(room, "events.jsonl"), members["events.jsonl"] ?? "");
  events = readJournal(room);
});
afterAll(() => fs.rmSync(room, { recursive: true, force: true }));

const content = (name: MemberName): Buffer => members[name] ?? Buffer.alloc(0);
const listed = (): Entry[] => rewritten(good, {});
const replaced = (name: string, entry: Partial<Entry>): Entry[] =>
  listed().map((each) => (each.path === name ? { ...each, ...entry } : each));

/** An import into a folder where the plugin is known; it has to fail with a sentence and to leave everything as it was. */
async function refused(file: string, sentence: RegExp | string): Promise<void> {
  const parent = temporaryFolder();
  const dataDir = path.join(parent, "data");
  fs.cpSync(path.join(room, "elsewhere"), dataDir, { recursive: true });
  const before = everything(parent);
  const failure = await importJob(file, { dataDir, secrets: [] }).then(
    () => "It was imported.",
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  expect(failure).toMatch(sentence);
  expect(failure).toMatch(/^The archive cannot be imported: .* Nothing was changed here\.$/s);
  expect(everything(parent)).toEqual(before);
}

async function refusedTar(entries: Entry[], sentence: RegExp | string): Promise<void> {
  const file = path.join(temporaryFolder(), "bad.tgz");
  writeTar(file, entries);
  await refused(file, sentence);
}

const refusedChange = (change: Change, sentence: RegExp | string): Promise<void> =>
  refusedTar(rewritten(good, change), sentence);

test("what these cases are made of is accepted as it is", async () => {
  const dataDir = temporaryFolder();
  const file = path.join(dataDir, "same.tgz");
  writeTar(file, listed());
  expect(await importJob(file, { dataDir, secrets: [] })).toMatchObject({ wasHere: false });
});

describe("the file", () => {
  const written = (bytes: Buffer): string => {
    const file = path.join(temporaryFolder(), "bad.tgz");
    fs.writeFileSync(file, bytes);
    return file;
  };
  const noArchive = "it is no file that plugin-dynamic export has made";

  test.each<[string, () => Buffer, RegExp | string]>([
    ["empty", () => Buffer.alloc(0), /ends before its end|no file that/],
    ["something else", () => Buffer.from("PK\u0003\u0004 a zip"), noArchive],
    ["torn", () => fs.readFileSync(good).subarray(0, -100), "it was not copied whole"],
    ["packed twice", () => zlib.gzipSync(fs.readFileSync(good)), noArchive],
    ["no tar", () => zlib.gzipSync(Buffer.alloc(4096, "x")), "its parts cannot be told apart"],
    [
      "a tar that is torn",
      () => zlib.gzipSync(tarOf(listed()).subarray(0, 9000)),
      "its parts cannot be told apart",
    ],
    [
      "a bomb",
      () => zlib.gzipSync(Buffer.alloc(130 * 1024 * 1024)),
      "more than 134217728 bytes come out of it",
    ],
    ["more than the archive", () => zlib.gzipSync(Buffer.alloc(2048)), /manifest|told apart/],
  ])("that is %s is refused", (_, bytes, sentence) => refused(written(bytes()), sentence));

  test("that is none, or a folder, is refused", async () => {
    await refused("/nowhere/job.tgz", "there is no file /nowhere/job.tgz");
    await refused(packageRoot, `${packageRoot} is no ordinary file`);
  });

  test("that is too large is refused before it is read", async () => {
    const file = written(Buffer.alloc(0));
    fs.truncateSync(file, 65 * 1024 * 1024);
    await refused(file, "has 68157440 bytes; at most 67108864 are taken");
  });
});

describe("a member", () => {
  test.each([
    EVIL,
    "/etc/evil",
    "./../evil",
    "events.jsonl/../../evil",
    "hooks/post-checkout",
    "__proto__",
    "toString",
    "Events.jsonl",
    "report.html\u0000.sh",
    `${"a/".repeat(60)}evil`,
  ])("named %j is refused", (name) =>
    refusedTar([...listed(), { path: name, content: Buffer.from("evil") }], /it holds |told apart/),
  );

  test.each<[string, Partial<Entry>]>([
    [
      "a symbolic link",
      { type: "SymbolicLink", linkpath: "/etc/passwd", content: Buffer.alloc(0) },
    ],
    ["a hard link", { type: "Link", linkpath: "manifest.json", content: Buffer.alloc(0) }],
    ["a folder", { type: "Directory", content: Buffer.alloc(0) }],
    ["a device", { type: "CharacterDevice", content: Buffer.alloc(0) }],
  ])("that is %s is refused", (_, entry) =>
    refusedTar(replaced("report.md", entry), /its report\.md is a .*; expected an ordinary file/),
  );

  test("that comes twice is refused", () =>
    refusedTar(
      [...listed(), { path: "report.md", content: content("report.md") }],
      "report.md twice",
    ));

  test("that is huge is refused by its head alone", () =>
    refusedTar(
      replaced("events.jsonl", { size: 9_000_000_000 }),
      "its events.jsonl has 9000000000 bytes; at most 33554432 are taken",
    ));

  test("that is larger than anybody needs is refused", () =>
    refusedChange(
      { members: { "report.html": Buffer.alloc(17 * 1024 * 1024) } },
      "its report.html has 17825792 bytes",
    ));

  test("that was changed, left out or put in is refused", async () => {
    const changed = Buffer.from(content("events.jsonl"));
    changed[100] = (changed[100] ?? 0) ^ 1;
    await refusedTar(
      replaced("events.jsonl", { content: changed }),
      "its events.jsonl is not what its manifest says",
    );
    await refusedTar(
      listed().filter(({ path: name }) => name !== "job.bundle"),
      "its job.bundle is missing",
    );
    const without = rewritten(good, { members: { "report.md": undefined } });
    await refusedTar(
      [...without, { path: "report.md", content: content("report.md") }],
      "its manifest does not name report.md",
    );
  });
});

describe("a manifest", () => {
  test.each<[string, Record<string, unknown>, string]>([
    ["of a later format", { format: 2 }, "it has format 2, which this version does not read"],
    ["of something else", { kind: "a cake" }, 'its manifest.json is not right at "kind"'],
    ["with a path for a job", { jobId: "../abc" }, 'not right at "jobId"'],
    ["with more in it", { run: "rm -rf /" }, "its manifest.json is not right"],
    [
      "of another job",
      { jobId: "xyz789" },
      'its journal is of job "abc123", and its manifest of "xyz789"',
    ],
    [
      "of another plugin",
      { plugin: { name: "@elizaos/plugin-other", version: "1.0.0" } },
      'it says that it is of "@elizaos/plugin-other" "1.0.0", and its plan is of',
    ],
  ])("%s is refused", (_, manifest, sentence) => refusedChange({ manifest }, sentence));

  test("that is missing or no JSON is refused", async () => {
    await refusedTar(listed().slice(1), "it has no manifest.json");
    await refusedTar(
      replaced("manifest.json", { content: Buffer.from("{") }),
      "its manifest.json is no JSON",
    );
  });
});

describe("a journal", () => {
  const withEvents = (change: (events: JobEvent[]) => unknown[]): Change => ({
    members: { "events.jsonl": Buffer.from(journalText(change(events) as JobEvent[])) },
  });
  const each =
    (type: string, more: object) =>
    (all: JobEvent[]): unknown[] =>
      all.map((event) => (event.type === type ? { ...event, ...more } : event));
  const spec = (name: string, version = "1.0.0") => ({
    specification: {
      ...(events[0] as JobEvent<"job:created">).specification,
      name,
      version,
    },
  });

  test.each<[string, () => Change, RegExp | string]>([
    [
      "of another job",
      () => withEvents((all) => all.map((event) => ({ ...event, jobId: "xyz789" }))),
      'its journal is of job "xyz789", and its manifest of "abc123"',
    ],
    [
      "of two jobs",
      () => withEvents((all) => [...all.slice(0, -1), { ...all.at(-1), jobId: "xyz789" }]),
      'its journal is of job "xyz789"',
    ],
    ["that is not over", () => withEvents((all) => all.slice(0, -1)), "its job is not over"],
    [
      "that goes on after its end",
      () => withEvents((all) => [...all, all[1]]),
      "its job is not over",
    ],
    ["without a beginning", () => withEvents((all) => all.slice(1)), "does not begin with a job"],
    ["without events", () => ({ members: { "events.jsonl": Buffer.alloc(0) } }), "is torn"],
    [
      "with an event that is none",
      () => withEvents(([first, ...rest]) => [first, { type: "evil", jobId: "abc123" }, ...rest]),
      "is no journal as this version writes it (line 2)",
    ],
    [
      "with fields that nobody knows",
      () => withEvents(([first, ...rest]) => [{ ...first, evil: true }, ...rest]),
      "is torn, or its checksums are missing",
    ],
    [
      "with a wrong checksum",
      () => ({
        members: {
          "events.jsonl": Buffer.from(
            content("events.jsonl")
              .toString()
              .replace("Says hello", "Says hullo")
              .replace(/Greets/, "Groans"),
          ),
        },
      }),
      "is no journal as this version writes it (line 1)",
    ],
    [
      "without checksums",
      () => ({
        members: {
          "events.jsonl": Buffer.from(events.map((event) => `${JSON.stringify(event)}\n`).join("")),
        },
      }),
      "its checksums are missing",
    ],
    [
      "that is torn",
      () => ({ members: { "events.jsonl": content("events.jsonl").subarray(0, -3) } }),
      /is torn/,
    ],
    [
      "whose plugin is a path",
      () => withEvents(each("plan:completed", spec("@elizaos/plugin-a/../../evil"))),
      "where the name and version of a plugin has to be",
    ],
    [
      "whose wish is a path",
      () => withEvents(each("job:created", spec("../evil"))),
      "where the name and version of a plugin has to be",
    ],
    [
      "whose version is an option",
      () => withEvents(each("plan:completed", spec("@elizaos/plugin-greeter", "--force"))),
      "where the name and version of a plugin has to be",
    ],
    [
      "whose tree is an option",
      () => withEvents(each("code:completed", { tree: "--output=/tmp/evil" })),
      'has "--output=/tmp/evil" where a git object has to be',
    ],
    [
      "whose commit is an option",
      () => withEvents(each("commit:completed", { commit: "--all" })),
      'has "--all" where a git object has to be',
    ],
    [
      "whose commits are not in git",
      () => withEvents(each("commit:completed", { commit: "1".repeat(40) })),
      `does not have the commit ${"1".repeat(40)}`,
    ],
    [
      "with a time that paints a terminal",
      () => withEvents(([first, ...rest]) => [{ ...first, at: "\u001b[2J" }, ...rest]),
      /has "\\u001b\[2J" where a time has to be/,
    ],
    [
      "that released another plugin",
      () =>
        withEvents(
          each("job:finished", {
            plugin: { name: "@elizaos/plugin-other", version: "1.0.0", directory: "/", entry: "/" },
          }),
        ),
      'it says that it is of "@elizaos/plugin-other"',
    ],
  ])("%s is refused", (_, change, sentence) => refusedChange(change(), sentence));
});

test("a recording that is none is refused", () =>
  refusedChange(
    { members: { "model.cassette.jsonl": Buffer.from("{}\n") } },
    "its model.cassette.jsonl is no recording as this version writes it (line 1)",
  ));

describe("a bundle", () => {
  const changed = (change: (git: Git) => string[] | void): Change => ({
    members: { "job.bundle": changedBundle(content("job.bundle"), change) },
  });
  /** One more ref than there has to be. */
  const withRef = (ref: string) => () => changed((git) => void git(["update-ref", ref, BRANCH]));
  /** A tree on top of the job's branch. */
  const withTree = (make: (git: Git) => string) => () =>
    changed((git) => commitTree(git, BRANCH, make(git)));

  test.each<[string, () => Change, RegExp | string]>([
    [
      "that is none",
      () => ({ members: { "job.bundle": Buffer.from("# no bundle\n\n") } }),
      "is no git bundle",
    ],
    [
      "that is torn",
      () => ({ members: { "job.bundle": content("job.bundle").subarray(0, -500) } }),
      "git does not accept its bundle",
    ],
    [
      "that is damaged",
      () => {
        const bytes = Buffer.from(content("job.bundle"));
        const at = bytes.indexOf("PACK") + 200;
        bytes[at] = (bytes[at] ?? 0) ^ 0xff;
        return { members: { "job.bundle": bytes } };
      },
      "git does not accept its bundle",
    ],
    ["with another branch", withRef("refs/heads/other"), /it holds|holds ".* refs\/heads\/other"/],
    ["with another job's branch", withRef("refs/heads/job/own111"), "refs/heads/job/own111"],
    ["with a hook for a ref", withRef("refs/hooks/post-checkout"), "refs/hooks/post-checkout"],
    ["with another tag", withRef("refs/tags/v9.9.9"), "refs/tags/v9.9.9"],
    [
      "with a HEAD",
      () =>
        changed((git) => {
          git(["symbolic-ref", "HEAD", BRANCH]);
          return ["HEAD", BRANCH];
        }),
      /holds "[0-9a-f]{40} HEAD"/,
    ],
    [
      "with a ref that is a path",
      () => {
        const text = content("job.bundle").toString("latin1");
        const evil = text.replace(" refs/heads/main\n", " refs/heads/../../hooks/post-update\n");
        return { members: { "job.bundle": Buffer.from(evil, "latin1") } };
      },
      "hooks/post-update",
    ],
    [
      "without the job's branch",
      () => changed(() => ["refs/heads/main"]),
      "its git bundle has no refs/heads/job/abc123",
    ],
    [
      "that builds on commits which are not in it",
      () => changed(() => [BRANCH, `^${BRANCH}~1`]),
      /its git bundle holds "-[0-9a-f]{40}/,
    ],
    [
      "whose tag is another version",
      () => changed((git) => void git(["update-ref", "refs/tags/v1.0.0", `${BRANCH}~1`])),
      "its refs/tags/v1.0.0 is not the version that its job released",
    ],
    [
      "with a link",
      withTree((git) => treeWith(git, "120000", "README.md", "/etc/passwd")),
      'holds "README.md", which is a link',
    ],
    [
      "with another repository",
      withTree((git) => {
        const commit = git(["rev-parse", BRANCH]);
        return git(["mktree", "--missing"], `160000 commit ${commit}\tvendor\n`);
      }),
      'holds "vendor", which is a link or another repository',
    ],
    [
      "with attributes",
      withTree((git) => treeWith(git, "100644", ".gitattributes", "* filter=evil\n")),
      'holds ".gitattributes", which would tell git what to do',
    ],
    [
      "with a link that a later commit takes away",
      () =>
        changed((git) => {
          const before = git(["rev-parse", `${BRANCH}^{tree}`]);
          commitTree(git, BRANCH, treeWith(git, "120000", "src", "/etc"));
          commitTree(git, BRANCH, before);
        }),
      'holds "src", which is a link',
    ],
    [
      "with folders without end",
      withTree((git) => {
        let tree = treeWith(git, "100644", "a", "a");
        for (let depth = 0; depth < 30; depth++) {
          tree = git(["mktree"], `040000 tree ${tree}\tdeeper\n`);
        }
        return tree;
      }),
      "folders more than 20 deep",
    ],
    [
      "with more files than any disk has",
      withTree((git) => {
        let tree = treeWith(git, "100644", "a", "a");
        for (let depth = 0; depth < 12; depth++) {
          const lines = Array.from({ length: 10 }, (_, at) => `040000 tree ${tree}\td${at}\n`);
          tree = git(["mktree"], lines.join(""));
        }
        return tree;
      }),
      "more than 10000 files",
    ],
  ])("%s is refused", (_, change, sentence) => refusedChange(change(), sentence));

  test.each(["..", ".git", ".GIT", "git~1"])("with a file named %j is refused", (name) => {
    const bundle = changedBundle(content("job.bundle"), (git) => {
      const id = git(["hash-object", "-w", "--stdin"], "evil");
      const entry = Buffer.concat([Buffer.from(`100644 ${name}\0`), Buffer.from(id, "hex")]);
      const tree = git(["hash-object", "-w", "-t", "tree", "--literally", "--stdin"], entry);
      commitTree(git, BRANCH, tree);
    });
    return refusedChange(
      { members: { "job.bundle": bundle } },
      /git does not accept its bundle|would tell git/,
    );
  });

  test("that is missing where the job has commits is refused", () =>
    refusedChange({ members: { "job.bundle": undefined } }, "its job.bundle is missing"));
});

test("a branch of the job that is here already, but is another one, is in the way and stays", async () => {
  const dataDir = temporaryFolder();
  await finishedJob(dataDir, { code: { "src/index.ts": "export default 2;\n" } });
  fs.rmSync(path.join(dataDir, "jobs"), { recursive: true });
  const before = everything(dataDir);
  await expect(importJob(good, { dataDir, secrets: [] })).rejects.toThrow(
    "has another refs/heads/job/abc123 already",
  );
  expect(everything(dataDir)).toEqual(before);
});
