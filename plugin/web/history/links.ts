import { linkTo } from "../place.ts";
import { rangeText, shortHash } from "./commit-facts.ts";

/** What of a commit is shown. */
export const views = ["why", "findings", "files", "changes", "criteria"] as const;
export type View = (typeof views)[number];

export interface CommitPlace {
  view?: View;
  file?: string | undefined;
  line?: number | undefined;
  /** The job whose commits are marked. */
  job?: string | null;
}

/** The address of a commit, and of what is looked at in it. */
export function commitLink(plugin: string, hash: string, place: CommitPlace = {}): string {
  const { view, file, line, job } = place;
  const given = Object.entries({ view, file, line, job }).flatMap(([name, value]) =>
    value === undefined || value === null ? [] : [[name, String(value)]],
  );
  const query = given.length > 0 ? `?${new URLSearchParams(given)}` : "";
  return `${linkTo("history", plugin, shortHash(hash))}${query}`;
}

export const compareLink = (plugin: string, from: string, to: string): string =>
  linkTo("history", plugin, rangeText(from, to));
