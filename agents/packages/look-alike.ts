import { builtinModules } from "node:module";
import { distance } from "fastest-levenshtein";
import { nearest } from "../core-api/nearest.ts";
import { POPULAR, isTrusted } from "./known-packages.ts";

/** Shorter names are a typo away from everything. */
const SHORTEST = 5;
/** From this length on two typos count as a likeness. */
const LONG = 10;

/** The popular package that a name can be taken for; nothing for popular names themselves. */
export function lookAlike(name: string): string | undefined {
  if (POPULAR.has(name) || isTrusted(name) || KNOWN_SCOPES.has(scopeOf(name))) return undefined;
  const inScope = /^elizaos[-._](.+)$/.exec(name)?.[1];
  if (inScope) return `@elizaos/${inScope}`;
  return BY_SHAPE.get(shape(name)) ?? BY_WORDS.get(sortedWords(name)) ?? typoOf(name);
}

/** Up to three real packages or modules of Node that somebody may have meant by a name. */
export function realNames(wrong: string): string[] {
  const module = plain(wrong.replace(/^@[^/]+\//, ""));
  const builtins = builtinModules.filter((each) => !/[/_]/.test(each) && plain(each) === module);
  const like = lookAlike(wrong);
  const packages = [...(like ? [like] : []), ...nearest(wrong, POPULAR)];
  return [...builtins.map((each) => `node:${each} (part of Node)`), ...new Set(packages)].slice(
    0,
    3,
  );
}

const scopeOf = (name: string): string => /^@[^/]+(?=\/)/.exec(name)?.[0] ?? "";

/** Nobody but their owners can publish below them. */
const KNOWN_SCOPES = new Set([...POPULAR].map(scopeOf).filter((scope) => scope !== ""));

/** What is left of a name when separators, letters that look alike, and words that say nothing are gone. */
const shape = (name: string): string =>
  plain(name)
    .replaceAll("0", "o")
    .replaceAll(/[1i|]/g, "l")
    .replaceAll("3", "e")
    .replaceAll("5", "s")
    .replaceAll("rn", "m")
    .replaceAll("vv", "w");

const plain = (name: string): string =>
  name.replace(/^node[-.]|[-.]?js$|[-.]node$/g, "").replaceAll(/[@/._-]/g, "");

const sortedWords = (name: string): string =>
  name
    .split(/[@/._-]+/)
    .filter((word) => word !== "")
    .sort()
    .join(" ");

/** The shorter name first, so that it is the one that is meant: `cron` before `node-cron`. */
const BY_LENGTH = [...POPULAR].sort((a, b) => b.length - a.length);
const BY_SHAPE = new Map(BY_LENGTH.map((name) => [shape(name), name]));
const BY_WORDS = new Map(BY_LENGTH.map((name) => [sortedWords(name), name]));

function typoOf(name: string): string | undefined {
  const scope = scopeOf(name);
  if (scope !== "") {
    const meant = [...KNOWN_SCOPES].find((each) => isTypo(scope, each));
    return meant && name.replace(scope, meant);
  }
  return [...POPULAR].find((each) => isTypo(name, each));
}

function isTypo(name: string, meant: string): boolean {
  const length = Math.min(name.length, meant.length);
  if (length < SHORTEST) return false;
  const typos = distance(name, meant);
  return typos === 1 || (typos === 2 && (length >= LONG || isSwap(name, meant)));
}

/** Two neighbours that changed places. */
function isSwap(name: string, meant: string): boolean {
  const at = [...name].findIndex((letter, index) => letter !== meant[index]);
  const swapped = name.slice(0, at) + (name[at + 1] ?? "") + (name[at] ?? "") + name.slice(at + 2);
  return swapped === meant;
}
