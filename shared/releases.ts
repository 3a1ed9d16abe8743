import semver from "semver";
import { neutralGit } from "./git.ts";
import type { Repository } from "./repository.ts";
import { PluginSpecification } from "./specification.ts";

/** One released version of a plugin, as git has it. */
export interface Release {
  version: string;
  /** Day of its tag, `2026-11-28`. */
  date: string;
  specification: PluginSpecification;
  /** Subjects of the iterations that led from the release before it to this one, oldest first. */
  work: string[];
}

/** A tag in one line: its name, its day, and the commit that it stands for. */
const TAG = "%(refname:short)%09%(creatordate:short)%09%(*objectname)%09%(objectname)";
/** A commit in one line: its name, its parents, who wrote it, and what it says in its first line. */
const COMMIT = "%H%x09%P%x09%an%x09%s";
const SPECIFICATION = "specification.json";

/** All releases of a plugin, oldest version first. A tag without a specification, which nobody here made, is left out. */
export async function releasesOf(repository: Repository): Promise<Release[]> {
  const git = async (...args: string[]): Promise<string[]> => {
    const { folder } = repository;
    const text = await neutralGit(folder, { variables: { GIT_DIR: folder } }).raw(args);
    return text.split("\n").filter(Boolean);
  };
  const tags = (await git("for-each-ref", `--format=${TAG}`, "refs/tags"))
    .map((line) => line.split("\t"))
    .map(([name = "", date = "", peeled, own = ""]) => ({
      version: name.replace(/^v/, ""),
      date,
      commit: peeled || own,
    }))
    .filter(({ version }) => semver.valid(version))
    .sort((one, other) => semver.compare(one.version, other.version));
  if (tags.length === 0) return [];
  const commits = tags.map(({ commit }) => commit);
  // However many releases there are, git is asked once for all specifications and once for all of the history.
  const lines = await git("grep", "--text", "--null", "-e", "", ...commits, "--", SPECIFICATION);
  const history = await git("log", "--reverse", `--format=${COMMIT}`, ...commits, "--");
  const newWork = workIn(history);
  return tags.flatMap(({ version, date, commit }) => {
    const place = `${commit}:${SPECIFICATION}\0`;
    const text = lines.filter((line) => line.startsWith(place)).map((line) => line.slice(place.length)); // prettier-ignore
    const specification = readSpecification(text.join("\n"));
    return specification ? [{ version, date, specification, work: newWork(commit) }] : [];
  });
}

/** Tells of one commit after the other which iterations led to it that no commit asked for before had. */
function workIn(history: string[]): (commit: string) => string[] {
  const commits = new Map(
    history.map((line) => {
      const [name = "", parents = "", author = "", ...subject] = line.split("\t");
      return [name, { parents: parents.split(" "), author, subject: subject.join("\t") }];
    }),
  );
  const told = new Set<string>();
  return (commit) => {
    const open = [commit];
    const fresh = new Set<string>();
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      if (told.has(name)) continue;
      told.add(name);
      fresh.add(name);
      open.push(...(commits.get(name)?.parents ?? []));
    }
    return [...commits]
      .filter(([name, { author }]) => fresh.has(name) && author === "coder")
      .map(([, { subject }]) => subject.replace(/^Iteration \d+: /, ""));
  };
}

/** The specification that a commit has, if it has one. */
export async function specificationAt(
  repository: Repository,
  commit: string,
): Promise<PluginSpecification | undefined> {
  const [tree] = await repository.treesOf([commit]);
  return readSpecification((tree && (await repository.readTree(tree))[SPECIFICATION]) ?? "");
}

function readSpecification(text: string): PluginSpecification | undefined {
  try {
    return PluginSpecification.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined; // there is none, or somebody committed something else under this name
  }
}
