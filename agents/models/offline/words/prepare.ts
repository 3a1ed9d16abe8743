import { ELIZAOS_PLUGINS, kebab } from "../../../../shared/names.ts";
import { languageName, outputLanguage, toEnglish } from "../lexicon.ts";
import { asksFirst } from "./asks-first.ts";
import type { EnvironmentVariable } from "../../../../shared/specification.ts";

/** A request, made ready for reading. */
export interface Prepared {
  /** What is wanted, in English words. */
  english: string;
  /** The name a person gave the plugin. */
  name?: string;
  /** Language of the texts users see. */
  language?: string;
  translated: boolean;
  /** Verbs of another language that the lexicon does not know. */
  unread: string[];
  variables: EnvironmentVariable[];
  assumptions: string[];
}

/** More than anybody says in one request; what follows is not read. */
export const MAXIMUM_LENGTH = 4000;

/** Sentences about how a package is built or about the rules of this system, rather than about what a plugin does. */
const INSTRUCTIONS =
  /\b(package\.json|post-?install|pre-?install|life-?cycle scripts?|npm scripts?|"?prepare"?\s*:|"?scripts"?\s*:|child_process|curl\s+\S+\s*\|\s*(ba)?sh|\|\s*sh\b|rm -rf|ignore (all |any |the )?(previous|prior|above|earlier) (instructions?|rules?|prompts?)|disregard (all|any|the|previous)|system prompt|company policy|you are now|developer mode|jailbreak|tsconfig|eslint config|\.npmrc|without (running |any )?tests|skip (the |all )?(tests|review|checks))\b/i;

const NAMED = [
  /\b(?:please\s+)?(?:call|name|title)\s+(?:it|this|the (?:plugin|package))\s*:?\s*["'`“”]?(@?[\w./-]+)["'`“”]?/i,
  /\b(?:plugin|package)\s*,?\s+(?:is )?(?:called|named|with the name|titled)\s*:?\s*["'`“”]?(@?[\w./-]+)["'`“”]?/i,
  /\b(?:called|named)\s+["'`“”]?((?:@[\w.-]+\/)?plugin-[\w-]+)["'`“”]?/i,
  /\b(?:its name|the name|package name)\s+(?:is|should be|shall be|:)\s*["'`“”]?(@?[\w./-]+)["'`“”]?/i,
  /(?:nenne? (?:es|das plugin)|namens|llámalo|llamado|appelle-le|appelé|nommé)\s+["'`“”«]?\s?(@?[\w./-]+)["'`“”»]?/i,
];

/** The order for a plugin is no wish for an action that creates something. */
const FRAME =
  /\b(?:create|make|build|write|generate|develop|design|implement|code|program)\b(?:\s+(?:me|us|for me))?\s+(?=(?:an?|the|another|one|some|new|my|this)\b[^.,;:!?\n]{0,60}?\b(?:plug-?in|something|tracker|manager|bot|tool|app|system|collector|planner|organi[sz]er)\b)/gi;

/** Politeness, except where it is what the plugin is about ("when users say thanks"). */
const COURTESY =
  /\b(please|pls|plz|kindly)\b,?|(?:^|(?<=[.!?,]\s*))(many )?(thanks|thank you)( very much| so much| a lot| in advance)?\s*[.!]*\s*$/gi;

/** Takes out of a request what is not about what the plugin does: its name, its language, orders to this system. */
export function prepare(text: string): Prepared {
  const assumptions: string[] = [];
  let request = asksFirst(text)
    .rest.replace(/\r/g, "")
    .replace(/[\u200b-\u200f\u2060\ufeff\0]/g, "")
    .replace(/[^\S\n]+/g, " ")
    .replace(/\n\s+/g, "\n")
    .replace(/(?<=\s)w\/(?=\s|\p{L})\s*/giu, "with ")
    .replace(/\bplug-?in 2 (?=\p{L})/giu, "plugin to ")
    // A dash opens an enumeration, or ends one.
    .replace(/(?<=\S) [–—-] (?=and\b)/gi, ", ")
    .replace(/(?<=[\p{L})]) [–—-] (?=\p{L})/gu, ": ")
    .trim();
  if (request.length > MAXIMUM_LENGTH) {
    assumptions.push(
      `I read the first ${MAXIMUM_LENGTH} characters of the ${request.length} of your request.`,
    );
    request = request.slice(0, MAXIMUM_LENGTH);
  }
  request = withoutInstructions(request, assumptions);
  request = request
    .replace(/^\W*(?:create|make|build|write|generate)\s+(?=plug-?in\b)/i, "I need a ")
    .replace(FRAME, "I need ");
  const { name, rest } = named(request, assumptions);
  const wanted = outputLanguage(rest);
  const asked = wanted ? rest.replace(wanted.said, " ") : rest;
  const variables = variablesIn(asked);
  const { english, languages, unread } = toEnglish(asked.replace(/’/g, "'"));
  const language = wanted?.code ?? languages[0];
  if (language && !/^(de|es|fr|en)$/.test(language)) {
    assumptions.push(`Replies are in English: I cannot write them in ${languageName(language)}.`);
  } else if (!wanted && language) {
    assumptions.push(`Replies are in ${languageName(language)}, like your request.`);
  }
  return {
    english: english
      .replace(COURTESY, " ")
      .replace(/\s+([.,;:!?])/g, "$1")
      .trim(),
    ...(name && { name }),
    ...(language && /^(de|es|fr|en)$/.test(language) && { language }),
    translated: languages.length > 0,
    unread,
    variables,
    assumptions,
  };
}

function withoutInstructions(request: string, assumptions: string[]): string {
  const sentences = request.split(/(?<=[.!?。！？])\s+(?=[\p{Lu}"'«「\p{Lo}])|\n+/u);
  const kept = sentences.filter((sentence) => !INSTRUCTIONS.test(sentence));
  if (kept.length === sentences.length) return request;
  assumptions.push(
    "What you wrote about package scripts or about my own rules is not part of the plugin: lifecycle scripts are never added, and every plugin is checked the same way.",
  );
  return kept.join(" ");
}

function named(request: string, assumptions: string[]): { name?: string; rest: string } {
  for (const pattern of NAMED) {
    const found = pattern.exec(request);
    const given = found?.[1]?.replace(/[.,]+$/, "");
    if (!found || !given || /^(that|which|for|to|it|a|an|the|is|so|with|after|by)$/i.test(given))
      continue;
    const rest = request.replace(
      found[0],
      found[0].toLowerCase().startsWith("plugin") ? "plugin" : " ",
    );
    const [, scope = "@elizaos", last = given] = /^(@[a-z\d][\w.-]*)\/(.+)$/i.exec(given) ?? [];
    const short = kebab(last.replace(/^plugin-/i, ""));
    const name = `${scope.toLowerCase()}/plugin-${short}`;
    if (
      short === "" ||
      short.length > 60 ||
      last.includes("/") ||
      last.includes("..") ||
      ELIZAOS_PLUGINS.includes(name)
    ) {
      assumptions.push(`The name "${given}" cannot be used, so I chose another one.`);
      return { rest };
    }
    return { name, rest };
  }
  return { rest: request };
}

/** Settings a request speaks of, by their spelling: `GIPHY_API_KEY`. */
function variablesIn(request: string): EnvironmentVariable[] {
  const names = [...new Set(request.match(/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g) ?? [])];
  return names.map((name) => {
    const sensitive =
      /KEY|TOKEN|SECRET|PASSWORD|PASS$|CREDENTIAL|PAT$|JWT|DATABASE_URL|_DSN|WEBHOOK/.test(name);
    const words = name.toLowerCase().replaceAll("_", " ");
    return {
      name,
      description: words.charAt(0).toUpperCase() + words.slice(1),
      required: true,
      sensitive,
    };
  });
}
