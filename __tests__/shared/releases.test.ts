import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { releasesOf } from "../../shared/releases.ts";
import { Repository } from "../../shared/repository.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { read } from "../support/todo-specification.ts";

test("releases have their specifications and the iterations that were new in them; foreign tags are left out", async () => {
  const repository = await Repository.open(temporaryFolder(), read({}).specification.name);
  const step = async (author: string, subject: string, version?: string): Promise<string> => {
    const specification = read({ version: version ?? "0.0.1" }).specification;
    const tree = await repository.writeTree({
      "specification.json": `${JSON.stringify(specification, null, 2)}\n\n`,
      a: subject,
    });
    return repository.commit({ branch: "main", tree, author, subject, body: "", trailers: {} });
  };
  const git = (...args: string[]): string =>
    execFileSync("git", args, { cwd: repository.folder, encoding: "utf8" });

  expect(await releasesOf(repository)).toEqual([]);
  await step("planner", "Plan it");
  await step("coder", "Iteration 1: write 4 actions");
  git("tag", "v0.9.0", await step("coder", "Iteration 2: mend them", "0.9.0"));
  git("tag", "elsewhere", "main");
  await step("coder", "Iteration 1: add one", "0.10.0");
  const message = ["-c", "user.name=me", "-c", "user.email=me@localhost"];
  git(...message, "tag", "-a", "-m", "Release", "v0.10.0", "main");
  for (const [version, content] of [
    ["v7.0.0", "nobody's"],
    ["v8.0.0", undefined],
  ] as const) {
    const tree = await repository.writeTree(
      content ? { "specification.json": content } : { a: "" },
    );
    const options = { author: "coder", subject: "Foreign", body: "", trailers: {} };
    git("tag", version, await repository.commit({ branch: version, tree, ...options }));
  }

  const releases = await releasesOf(repository);
  expect(releases.map(({ version, work }) => ({ version, work }))).toEqual([
    { version: "0.9.0", work: ["write 4 actions", "mend them"] },
    { version: "0.10.0", work: ["add one"] },
  ]);
  expect(releases.map(({ date }) => date.replaceAll(/\d/g, "0"))).toEqual(
    Array.from({ length: 2 }, () => "0000-00-00"),
  );
  expect(releases[0]?.specification).toEqual(read({ version: "0.9.0" }).specification);
});
