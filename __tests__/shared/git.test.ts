import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { Repository } from "../../shared/repository.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const NAME = "@elizaos/plugin-greeter";

/** Programs that leave a witness of having been run, one of each name. */
function witnesses(root: string) {
  const seen = path.join(root, "seen");
  const programs = path.join(root, "programs");
  for (const folder of [seen, programs]) fs.mkdirSync(folder);
  return {
    /** A program that says that it was run, and fails. */
    program(name: string, file = path.join(programs, name)): string {
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, `#!/bin/sh\n: > '${path.join(seen, name)}'\nexit 1\n`, {
        mode: 0o755,
      });
      return file;
    },
    seen: (): string[] => fs.readdirSync(seen).sort(),
  };
}
type Witnesses = ReturnType<typeof witnesses>;

/** Everything that a job does with git, up to a release that moves the checkout. */
async function everything(dataDir: string, content: string): Promise<void> {
  const repository = await Repository.open(dataDir, NAME);
  const branch = `job/${content}`;
  const tree = await repository.writeTree({ "src/index.ts": content });
  expect(await repository.readTree(tree)).toEqual({ "src/index.ts": content });
  const words = { subject: content, body: "", trailers: { Job: content } };
  await repository.commit({ branch, tree, author: "coder", ...words });
  expect((await repository.newest(branch))?.trailers).toEqual({ Job: content });
  await repository.release(branch, `v${content}`, "coordinator", words);
  await repository.log(branch);
  await repository.story("main");
}

async function released() {
  const root = temporaryFolder();
  const dataDir = path.join(root, "data");
  await everything(dataDir, "1");
  const { folder, checkout } = await Repository.open(dataDir, NAME);
  return { root, dataDir, folder, checkout, watch: witnesses(root) };
}

/** Settings that have git run a program, by what they are called here. */
function plant(file: string, attributes: string, watch: Witnesses): string[] {
  const hooks = path.dirname(watch.program("hook", `${file}.hooks/post-checkout`));
  const included = `${file}.included`;
  fs.writeFileSync(included, `[alias]\n  included = "!${watch.program("include")}"\n`);
  const settings = {
    "core.fsmonitor": watch.program("fsmonitor"),
    "core.hooksPath": hooks,
    "core.sshCommand": watch.program("ssh"),
    "filter.evil.clean": watch.program("filter"),
    "filter.evil.smudge": watch.program("filter"),
    "diff.external": watch.program("diff"),
    "diff.evil.textconv": watch.program("textconv"),
    "alias.story": `!${watch.program("alias")}`,
    "include.path": included,
    "protocol.ext.allow": "always",
    "credential.helper": `!${watch.program("credential")}`,
    "remote.origin.uploadpack": watch.program("uploadpack"),
    "commit.gpgsign": "true",
    "gpg.program": watch.program("gpg"),
    "submodule.recurse": "true",
  };
  watch.program("ext");
  for (const [name, value] of Object.entries(settings)) {
    spawnSync("git", ["config", "--file", file, name, value]);
  }
  fs.mkdirSync(path.dirname(attributes), { recursive: true });
  fs.writeFileSync(attributes, "* filter=evil diff=evil\n");
  return Object.keys(settings);
}

const PLANTED = [
  "alias",
  "credential",
  "diff",
  "ext",
  "filter",
  "fsmonitor",
  "gpg",
  "hook",
  "include",
  "ssh",
  "textconv",
  "uploadpack",
];

/** What a person could type there; each command runs one of the programs, or several. */
function typePlainGit(cwd: string, root: string, variables: NodeJS.ProcessEnv = {}): void {
  const env = {
    PATH: process.env.PATH,
    HOME: path.join(root, "home"),
    GIT_TERMINAL_PROMPT: "0",
    GIT_AUTHOR_NAME: "a",
    GIT_AUTHOR_EMAIL: "a@localhost",
    GIT_COMMITTER_NAME: "a",
    GIT_COMMITTER_EMAIL: "a@localhost",
    ...variables,
  };
  const git = (input: string, ...args: string[]) => spawnSync("git", args, { cwd, env, input });
  git("", "reset", "--mixed", "main");
  fs.mkdirSync(path.join(cwd, "src"), { recursive: true });
  fs.writeFileSync(path.join(cwd, "src/index.ts"), "changed by a person");
  for (const command of ["status", "story", "included", "fetch origin", "diff"]) {
    git("", ...command.split(" "));
  }
  git("", "diff", "--no-ext-diff");
  git("", "ls-remote", "ssh://localhost/x");
  git("", "ls-remote", `ext::${path.join(root, "programs", "ext")}`);
  git("protocol=https\nhost=localhost\n\n", "credential", "fill");
  git("", "commit", "--all", "-m", "x");
  git("", "checkout", "-b", "other");
}

test("settings planted in a plugin's repository are refused by name, and nothing they name runs", async () => {
  const { root, dataDir, folder, watch } = await released();
  const attributes = path.join(folder, "info/attributes");
  const settings = plant(path.join(folder, "config"), attributes, watch);
  const failure = await everything(dataDir, "2").catch(String);
  for (const name of settings) expect(failure).toContain(name.toLowerCase());
  expect(failure).toContain("could run programs");
  expect(watch.seen()).toEqual([]);

  const variables = { GIT_DIR: folder, GIT_WORK_TREE: path.join(root, "work") };
  fs.mkdirSync(variables.GIT_WORK_TREE);
  spawnSync("git", ["config", "remote.origin.url", dataDir], { cwd: folder });
  typePlainGit(variables.GIT_WORK_TREE, root, variables);
  expect(watch.seen()).toEqual(PLANTED);
});

test("a checkout with planted settings is left as it is, and nothing they name runs", async () => {
  const { root, dataDir, checkout, watch } = await released();
  const attributes = path.join(checkout, ".git/info/attributes");
  plant(path.join(checkout, ".git/config"), attributes, watch);
  await everything(dataDir, "2");
  expect(watch.seen()).toEqual([]);
  expect(fs.readFileSync(path.join(checkout, "src/index.ts"), "utf8")).toBe("1");

  typePlainGit(checkout, root);
  expect(watch.seen()).toEqual(PLANTED);
});

test("nothing of a hostile home folder runs, and the checkout moves on", async () => {
  const { root, dataDir, checkout, watch } = await released();
  const home = path.join(root, "home");
  fs.mkdirSync(home);
  plant(path.join(home, ".gitconfig"), path.join(home, ".config/git/attributes"), watch);
  hostile({ HOME: home, XDG_CONFIG_HOME: path.join(home, ".config") });
  await everything(dataDir, "2");
  expect(watch.seen()).toEqual([]);
  expect(fs.readFileSync(path.join(checkout, "src/index.ts"), "utf8")).toBe("2");

  typePlainGit(checkout, root);
  expect(watch.seen()).toEqual(PLANTED);
});

test("nothing that variables of the environment name runs", async () => {
  const { root, watch } = await released();
  const templates = path.join(root, "templates");
  watch.program("template", path.join(templates, "hooks/post-checkout"));
  const trace = path.join(root, "seen", "trace");
  const variables = {
    GIT_SSH_COMMAND: watch.program("ssh"),
    GIT_EXTERNAL_DIFF: watch.program("diff"),
    GIT_ASKPASS: watch.program("askpass"),
    GIT_CONFIG_COUNT: "1",
    GIT_CONFIG_KEY_0: "core.fsmonitor",
    GIT_CONFIG_VALUE_0: watch.program("fsmonitor"),
    GIT_CONFIG_PARAMETERS: `'alias.story=!${watch.program("alias")}'`,
    GIT_TEMPLATE_DIR: templates,
    GIT_TRACE: trace,
  };
  hostile(variables);
  const dataDir = path.join(root, "second");
  await everything(dataDir, "1");
  await everything(dataDir, "2");
  expect(watch.seen()).toEqual([]);

  const { checkout, folder } = await Repository.open(dataDir, NAME);
  typePlainGit(checkout, root, variables);
  const clone = path.join(root, "clone");
  const env = { PATH: process.env.PATH, ...variables };
  spawnSync("git", ["clone", folder, clone], { env });
  spawnSync("git", ["credential", "fill"], { env, input: "protocol=https\nhost=localhost\n\n" });
  expect(watch.seen()).toEqual([
    "alias",
    "askpass",
    "diff",
    "fsmonitor",
    "ssh",
    "template",
    "trace",
  ]);
});

test("hooks planted in a repository and in its checkout never run", async () => {
  const { root, dataDir, folder, checkout, watch } = await released();
  for (const hooks of [path.join(folder, "hooks"), path.join(checkout, ".git/hooks")]) {
    for (const hook of ["reference-transaction", "post-checkout", "post-merge", "pre-commit"]) {
      watch.program(hook, path.join(hooks, hook));
    }
  }
  await everything(dataDir, "2");
  expect(watch.seen()).toEqual([]);
  expect(fs.readFileSync(path.join(checkout, "src/index.ts"), "utf8")).toBe("2");

  typePlainGit(checkout, root);
  expect(watch.seen()).toEqual(expect.arrayContaining(["reference-transaction", "pre-commit"]));
});

test.each([
  ["a remote that runs a program", ["remote.origin.url", "ext::sh"]],
  ["another folder of work", ["core.worktree", "/tmp"]],
  ["an address that is rewritten", ["url.ext::sh.insteadOf", "/"]],
  ["further configuration", ["extensions.worktreeConfig", "true"]],
])("a checkout with %s is left as it is", async (_, setting) => {
  const { dataDir, checkout } = await released();
  spawnSync("git", ["config", "--file", path.join(checkout, ".git/config"), ...setting]);
  await everything(dataDir, "2");
  expect(fs.readFileSync(path.join(checkout, "src/index.ts"), "utf8")).toBe("1");
});

test("a checkout whose git folder is broken never leads to a repository around it", async () => {
  const { root, dataDir, checkout } = await released();
  const git = (...args: string[]) =>
    spawnSync("git", ["-C", root, "-c", "user.name=a", "-c", "user.email=a@localhost", ...args], {
      encoding: "utf8",
    }).stdout;
  git("init", "--quiet", "-b", "main", ".");
  git("commit", "--quiet", "--allow-empty", "-m", "mine");
  git("remote", "add", "origin", path.join(dataDir, "repos", "plugin-greeter.git"));
  fs.rmSync(path.join(checkout, ".git", "HEAD"));
  await everything(dataDir, "2");
  expect(git("log", "--all", "--format=%s")).toBe("mine\n");
  expect(fs.readFileSync(path.join(checkout, "src/index.ts"), "utf8")).toBe("1");
});

test("what people committed to their checkout does not stop a release", async () => {
  const { dataDir, checkout } = await released();
  fs.writeFileSync(path.join(checkout, "src/index.ts"), "mine");
  const identity = ["-c", "user.name=a", "-c", "user.email=a@localhost"];
  spawnSync("git", ["-C", checkout, ...identity, "commit", "--quiet", "--all", "-m", "mine"]);
  await everything(dataDir, "2");
  const repository = await Repository.open(dataDir, NAME);
  expect(await repository.tags()).toEqual(["v1", "v2"]);
  expect(fs.readFileSync(path.join(checkout, "src/index.ts"), "utf8")).toBe("mine");
});

test.each([".gitattributes", "src/.gitattributes", ".gitmodules", ".git/config", ".GIT/hooks/x"])(
  "%s is never part of a plugin",
  async (name) => {
    const repository = await Repository.open(temporaryFolder(), NAME);
    await expect(repository.writeTree({ [name]: "* filter=x" })).rejects.toThrow("tell git what");
  },
);

/** Sets variables of this process until the test is over. */
function hostile(variables: Record<string, string>): void {
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, variables);
  onTestFinished(() => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });
}

test("what git says is heard to its end, even long after git itself has gone", async () => {
  const { root, dataDir } = await released();
  const git = process.env.PATH?.split(":").find((each) => fs.existsSync(path.join(each, "git")));
  const slow = path.join(root, "programs", "git");
  const rest = `(sleep 0.3; exec '${git}/git' "$@") &`;
  fs.writeFileSync(slow, `#!/bin/sh\n${rest}\n`, { mode: 0o755 });
  hostile({ PATH: `${path.dirname(slow)}:${process.env.PATH}` });
  const repository = await Repository.open(dataDir, NAME);
  expect(await repository.head("main")).toMatch(/^[0-9a-f]{40}$/);
});
