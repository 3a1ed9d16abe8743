import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { temporaryFolder } from "./temporary-folder.ts";

/** Runs git in a folder as anybody could, and returns what it says. */
export type Git = (args: string[], input?: string | Buffer) => string;

const gitIn =
  (folder: string): Git =>
  (args, input = "") =>
    execFileSync("git", args, {
      cwd: folder,
      input,
      encoding: "utf8",
      stdio: ["pipe", "pipe", "ignore"],
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        GIT_CONFIG_NOSYSTEM: "1",
        GIT_AUTHOR_NAME: "mallory",
        GIT_AUTHOR_EMAIL: "mallory@example.org",
        GIT_COMMITTER_NAME: "mallory",
        GIT_COMMITTER_EMAIL: "mallory@example.org",
      },
    }).trim();

/** A bundle after somebody changed the repository in it. @returns names of what to bundle; all refs when it says nothing. */
export function changedBundle(bundle: Buffer, change: (git: Git) => string[] | void): Buffer {
  const folder = temporaryFolder();
  const file = path.join(folder, "a.bundle");
  const out = path.join(folder, "b.bundle");
  fs.writeFileSync(file, bundle);
  const git = gitIn(folder);
  git(["init", "--quiet", "--bare", "."]);
  git(["fetch", "--quiet", file, "+refs/*:refs/*"]);
  const wanted = change(git) ?? git(["for-each-ref", "--format=%(refname)"]).split("\n");
  git(["bundle", "create", "--quiet", out, ...wanted]);
  return fs.readFileSync(out);
}

/** Puts a tree on top of a branch. */
export function commitTree(git: Git, branch: string, tree: string): void {
  const commit = git(["commit-tree", "-m", "more", "-p", branch, tree]);
  git(["update-ref", branch, commit]);
}

/** A tree with one entry. */
export const treeWith = (git: Git, mode: string, name: string, content: string): string => {
  const id = git(["hash-object", "-w", "--stdin"], content);
  const type = mode === "160000" ? "commit" : "blob";
  return git(["mktree", "--missing"], `${mode} ${type} ${id}\t${name}\n`);
};
