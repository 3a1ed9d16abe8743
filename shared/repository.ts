import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { WorkspaceError } from "./errors.ts";
import { readFolder, writeFolder, type Files } from "./files.ts";
import { commitText, readTrailers, type CommitText } from "./commit-text.ts";
import { neutralGit, settingsOf, type GitVariables } from "./git.ts";
import { updateCheckout } from "./checkout.ts";
import { rangesIn, type LineRanges } from "./line-ranges.ts";
import { folderName } from "./names.ts";
import { reached } from "./reached.ts";
import { recentTrees } from "./recent-trees.ts";
import { releasedAs } from "./released.ts";

export interface CommitOptions extends CommitText {
  branch: string;
  tree: string;
  /** Name of the author, as `git log` shows it. */
  author: string;
  /** Commit that a new branch begins at; without it, at `main`. */
  start?: string | undefined;
}

const EMAIL = "plugin-dynamic@localhost";
const MAIN = "main";
/** The tree without files; git knows it without having it. */
const EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
/** What `update-ref` calls a branch that does not exist yet. */
const NOTHING = "0".repeat(40);

/** The release that is at work in a repository, by folder. */
const releases = new Map<string, Promise<unknown>>();

/** Settings that were looked at and are ours, by folder. */
const ours = new Map<string, string>();

/** One plugin's git repository: bare, outside of anything that generated code can see. */
export class Repository {
  readonly folder: string;
  /** Where people find the plugin: an ordinary checkout of `main`. */
  readonly checkout: string;

  private constructor(dataDir: string, pluginName: string) {
    this.folder = path.join(dataDir, "repos", `${folderName(pluginName)}.git`);
    this.checkout = path.join(dataDir, "plugins", folderName(pluginName));
  }

  static exists(dataDir: string, pluginName: string): boolean {
    return fs.existsSync(path.join(new Repository(dataDir, pluginName).folder, "HEAD"));
  }

  /** Opens the plugin's repository; makes it when there is none. */
  static async open(dataDir: string, pluginName: string): Promise<Repository> {
    const repository = new Repository(dataDir, pluginName);
    if (!Repository.exists(dataDir, pluginName)) {
      // Made aside and renamed: whatever interrupts git, a repository that is there is a whole one.
      const building = `${repository.folder}.${crypto.randomUUID()}`;
      fs.mkdirSync(building, { recursive: true });
      await neutralGit(building).raw("init", "--quiet", "--bare", "-b", MAIN, ".");
      reached("repository made");
      if (Repository.exists(dataDir, pluginName)) fs.rmSync(building, { recursive: true });
      else fs.renameSync(building, repository.folder);
    }
    await repository.#assertOurs();
    return repository;
  }

  /** Git runs programs that a repository's settings name, whatever is said on the command line. */
  async #assertOurs(): Promise<void> {
    const text = fs.readFileSync(path.join(this.folder, "config"), "utf8");
    if (ours.get(this.folder) === text) return;
    const { strange } = await settingsOf(
      neutralGit(this.folder, { variables: { GIT_DIR: this.folder } }),
    );
    if (strange.length === 0) return void ours.set(this.folder, text);
    throw new WorkspaceError(
      `The repository ${this.folder} has settings that do not come from here and could run programs: ${strange.join(", ")}. Look at its file "config" and take them out.`,
    );
  }

  /** Stores files as a git tree and returns its id; the same files give the same id. */
  async writeTree(files: Files): Promise<string> {
    const own = Object.keys(files).find((name) =>
      /(^|\/)\.git(\/|attributes$|modules$)/i.test(name),
    );
    if (own) throw new WorkspaceError(`"${own}" would tell git what to do; no plugin has it.`);
    const known = recentTrees.nameOf(this.folder, files);
    if (known) return known;
    return this.#withIndex(async (staging, git) => {
      writeFolder(staging, files);
      await git("add", "--all", "--force", ".");
      const tree = await git("write-tree");
      reached("tree written");
      recentTrees.keep(this.folder, tree, readFolder(staging));
      return tree;
    });
  }

  /** The files of a tree, by its whole name. */
  async readTree(tree: string): Promise<Files> {
    const known = recentTrees.filesOf(this.folder, tree);
    if (known) return known;
    const files = await this.#withIndex(async (staging, git) => {
      await git("read-tree", "--reset", "-u", tree);
      return readFolder(staging);
    });
    recentTrees.keep(this.folder, tree, files);
    return { ...files };
  }

  /** Lines that are new or different in the later of two trees. */
  async changedLines(earlier: string, later: string): Promise<LineRanges> {
    return rangesIn(await this.patch(earlier, later, 0));
  }

  /** The unified patch from one tree to another; without an earlier one, all of it is new. */
  patch(earlier: string | undefined, later: string, context = 3): Promise<string> {
    const options = ["--text", "--no-color", "--no-renames", "--no-ext-diff", "--no-textconv"];
    const trees = [earlier ?? EMPTY_TREE, later, "--"];
    return this.#git(["diff", `--unified=${context}`, ...options, ...trees]);
  }

  /** The trees of commits. */
  async treesOf(commits: string[]): Promise<string[]> {
    if (commits.length === 0) return [];
    const trees = await this.#git(["rev-parse", ...commits.map((commit) => `${commit}^{tree}`)]);
    return trees.split("\n");
  }

  /** The commit that a branch points to. */
  async head(branch: string): Promise<string | undefined> {
    return (await this.#heads(branch))[0];
  }

  async #heads(...branches: string[]): Promise<(string | undefined)[]> {
    const names = branches.map((branch) => `refs/heads/${branch}`);
    const text = await this.#git(["for-each-ref", "--format=%(refname) %(objectname)", ...names]);
    const found = new Map(text.split("\n").map((line) => line.split(" ") as [string, string]));
    return names.map((name) => found.get(name));
  }

  /** Adds a commit to a branch, which begins at `start`, or at `main`, when it is new. */
  async commit(options: CommitOptions): Promise<string> {
    const { branch, tree, author, start, subject, body, trailers } = options;
    const [head, main] = await this.#heads(branch, MAIN);
    const parent = head ?? start ?? main;
    const parents = parent ? ["-p", parent] : [];
    const commit = await this.#withMessage({ subject, body, trailers }, (file) =>
      this.#git(["commit-tree", tree, ...parents, "-F", file], identity(author)),
    );
    reached("commit made");
    await this.#git(["update-ref", `refs/heads/${branch}`, commit, head ?? NOTHING]);
    reached("branch moved");
    return commit;
  }

  /** The newest commit of a branch, and its trailers. */
  async newest(
    branch: string,
  ): Promise<{ commit: string; trailers: Record<string, string> } | undefined> {
    const format = "--format=%(objectname)%0a%(contents:trailers:only,unfold)";
    const text = await this.#git(["for-each-ref", format, `refs/heads/${branch}`]);
    const [commit, ...trailers] = text.split("\n");
    return commit ? { commit, trailers: readTrailers(trailers.join("\n")) } : undefined;
  }

  /**
   * Makes a job's branch the new `main` and tags it; a `main` that moved meanwhile is merged, this branch's files win.
   * @param prepare what is done once no other release can come in between.
   */
  release(
    branch: string,
    tag: string,
    author: string,
    message: CommitText,
    prepare?: () => Promise<void>,
  ): Promise<string> {
    // Jobs of one plugin can end at the same time; the second one then merges what the first one released.
    const before = releases.get(this.folder) ?? Promise.resolve();
    const release = before.then(async () => {
      await prepare?.();
      return this.#release(branch, tag, author, message);
    });
    releases.set(
      this.folder,
      release.catch(() => undefined), // its own job hears of the failure; the next release comes anyway
    );
    return release;
  }

  async #release(
    branch: string,
    tag: string,
    author: string,
    message: CommitText,
  ): Promise<string> {
    const [head, main] = await this.#heads(branch, MAIN);
    if (!head) throw new WorkspaceError(`${this.folder} has no branch "${branch}" to release.`);
    // A crash between commit and event must not lead to a second release.
    const before = main && (await releasedAs((args) => this.#git(args), main, head));
    const released = before ?? (await this.#mergeInto(main, head, author, message));
    reached("release merged");
    if (!before) await this.#git(["update-ref", `refs/heads/${MAIN}`, released, main ?? NOTHING]);
    reached("main moved");
    if (!(await this.tags()).includes(tag)) {
      await this.#withMessage(message, (file) =>
        this.#git(["tag", "--annotate", "-F", file, "--", tag, released], identity(author)),
      );
    }
    reached("release tagged");
    await updateCheckout(this.folder, this.checkout);
    reached("checkout moved");
    return released;
  }

  async #mergeInto(
    main: string | undefined,
    head: string,
    author: string,
    message: CommitText,
  ): Promise<string> {
    if (!main) return head;
    if ((await this.#git(["merge-base", main, head])) === main) return head;
    return this.#withMessage(message, (file) =>
      this.#git(
        ["commit-tree", `${head}^{tree}`, "-p", main, "-p", head, "-F", file],
        identity(author),
      ),
    );
  }

  async tags(): Promise<string[]> {
    return (await this.#git(["tag", "--list"])).split("\n").filter(Boolean);
  }

  /** The story of a branch, newest first, as `git log` prints it. */
  async log(branch: string): Promise<string> {
    const format = ["--stat", "--stat-width=80", "--date=iso"];
    return this.#git(["log", ...format, `refs/heads/${branch}`, "--"]);
  }

  /** The story of a branch in one line a commit, oldest first. */
  async story(branch: string): Promise<string> {
    const format = ["--reverse", "--format=%h %<(11)%an %s"];
    return this.#git(["log", ...format, `refs/heads/${branch}`, "--"]);
  }

  /** Git reads messages from a file: as arguments they could be too long, or be taken for options. */
  async #withMessage(
    message: CommitText,
    work: (file: string) => Promise<string>,
  ): Promise<string> {
    const file = path.join(this.folder, "staging", `${crypto.randomUUID()}.message`);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, `${commitText(message)}\n`, { flag: "wx" });
    try {
      return await work(file);
    } finally {
      fs.rmSync(file, { force: true });
    }
  }

  async #withIndex<Result>(
    work: (staging: string, git: (...args: string[]) => Promise<string>) => Promise<Result>,
  ): Promise<Result> {
    const staging = path.join(this.folder, "staging", crypto.randomUUID());
    fs.mkdirSync(staging, { recursive: true });
    const variables = {
      GIT_WORK_TREE: staging,
      GIT_INDEX_FILE: `${staging}.index`,
    };
    try {
      return await work(staging, (...args) => this.#git(args, variables));
    } finally {
      fs.rmSync(staging, { recursive: true, force: true });
      fs.rmSync(`${staging}.index`, { force: true });
    }
  }

  async #git(args: string[], variables: GitVariables = {}): Promise<string> {
    const folder = variables.GIT_WORK_TREE ?? this.folder;
    try {
      const git = neutralGit(folder, { variables: { GIT_DIR: this.folder, ...variables } });
      return (await git.raw(args)).trim();
    } catch (cause) {
      throw new WorkspaceError(
        `git ${args[0]} failed in ${this.folder}: ${String(cause instanceof Error ? cause.message : cause).trim()}`,
        { cause },
      );
    }
  }
}

const identity = (author: string): GitVariables => ({
  GIT_AUTHOR_NAME: author,
  GIT_AUTHOR_EMAIL: EMAIL,
  GIT_COMMITTER_NAME: "plugin-dynamic",
  GIT_COMMITTER_EMAIL: EMAIL,
});
