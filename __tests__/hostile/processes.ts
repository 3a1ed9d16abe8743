import fs from "node:fs";

export interface Process {
  pid: number;
  parent: number;
  command: string;
  /** Memory that it really takes. */
  bytes: number;
}

/** Every process that can be seen, as Linux tells of them. */
function processes(): Process[] {
  return fs
    .readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const command = fs.readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ");
        const status = fs.readFileSync(`/proc/${name}/status`, "utf8");
        const field = (key: string): number =>
          Number(new RegExp(`^${key}:\\s+(\\d+)`, "m").exec(status)?.[1] ?? 0);
        const bytes = field("VmRSS") * 1024;
        return [{ pid: Number(name), parent: field("PPid"), command, bytes }];
      } catch {
        return []; // it ended while it was looked at
      }
    });
}

/** Those with a word on their command line. */
export const processesWith = (word: string): Process[] =>
  processes().filter(({ command }) => command.includes(word));

/** A process and all that it started, except what was left to others. */
export function treeOf(pid: number): Process[] {
  const all = processes();
  const tree = all.filter((each) => each.pid === pid);
  for (const member of tree) tree.push(...all.filter(({ parent }) => parent === member.pid));
  return tree;
}
