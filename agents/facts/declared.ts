import type { PluginSpecification } from "../../shared/specification.ts";
import { wordsOf } from "../../shared/names.ts";

/** What a specification can allow. */
export type Capability = "network" | "files" | "machine" | "package";

/** What a specification says that its plugin may do. */
export interface Declared {
  variables: Set<string>;
  packages: Set<string>;
  capabilities: Set<Capability>;
  /** Whether a host may stand in the code. */
  allowsHost: (host: string) => boolean;
  /** Whether a host is mentioned so plainly that the network is meant, though no word says so. */
  meansHost: (host: string) => boolean;
}

/** A variable that holds an address or a key of something that is reached over the network. */
const REMOTE_NAME = /(?:^|_)(?:URL|URI|HOST|HOSTNAME|ENDPOINT|API|KEY|TOKEN|WEBHOOK|DSN)(?:_|$)/;
/** Packages that no plugin has to declare. */
const GIVEN_PACKAGES = ["@elizaos/core", "zod"];

/** Words by which a specification speaks of something; whole words, in any case. */
const SPEAKS: Record<"network" | "files" | "machine", RegExp> = {
  network:
    /\b(?:apis?|https?|urls?|rest|graphql|web|websites?|web ?pages?|web ?sockets?|webhooks?|internet|online|endpoints?|rss|feeds?|download\w*|upload\w*|fetch(?:es|ing)?|weather|forecasts?|gifs?|giphy|news|tweets?|e-?mails?|smtp|imap|exchange rates?|currency rates?|stock prices?|(?:token|coin|crypto\w*) prices?|block ?chain|on-?chain|dns|tcp|udp|mqtt|scrap(?:e|es|ing)|crawl\w*|search(?:es)? the (?:web|internet)|remote|servers?)\b/i,
  files:
    /\b(?:files?|folders?|director(?:y|ies)|file ?systems?|disks?|paths?|export(?:s|ed)? (?:to|as)|import(?:s|ed)? from|csv|pdfs?|documents? (?:from|on|in))\b/i,
  machine:
    /\b(?:machines?|computers?|hosts?|hostname|operating system|cpus?|memory usage|ram|load average|uptime|system (?:info\w*|status|health|load|metrics))\b/i,
};

/**
 * Well-known hosts of what a specification talks about without naming where it comes from. Elsewhere the host has to be
 * mentioned, by its address or by its name.
 */
const KNOWN_HOSTS: readonly [RegExp, string[]][] = [
  [
    /\b(?:weather|forecasts?|temperature)\b/i,
    ["open-meteo.com", "openweathermap.org", "weatherapi.com", "wttr.in", "met.no"],
  ],
  [/\b(?:gpt|chatgpt|dall-?e)\b/i, ["openai.com"]],
  [/\bclaude\b/i, ["anthropic.com"]],
  [/\b(?:gmail|youtube|google)\b/i, ["googleapis.com", "google.com"]],
  [/\b(?:twitter|tweets?)\b/i, ["twitter.com", "x.com"]],
  [/\bteams|outlook|onedrive|microsoft\b/i, ["graph.microsoft.com"]],
  [/\btelegram\b/i, ["t.me", "telegram.org"]],
  [/\bwikipedia\b/i, ["wikimedia.org", "wikipedia.org"]],
];

/** Never somebody else's machine: this one, and names that are reserved for examples. */
const NOBODYS =
  /^(?:localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[?::1\]?|(?:.*\.)?(?:example\.(?:com|org|net)|example|test|invalid|localhost))$/;
/** Names of vocabularies that look like addresses and are never asked. */
const VOCABULARIES = /^(?:www\.)?w3\.org$|^json-schema\.org$|^schema\.org$/;

export function declaredBy(specification: PluginSpecification): Declared {
  const { environmentVariables, dependencies } = specification;
  const text = textOf(specification);
  const speaks = (Object.keys(SPEAKS) as (keyof typeof SPEAKS)[]).filter((each) =>
    SPEAKS[each].test(text),
  );
  const isRemote = environmentVariables.some(
    (each) => REMOTE_NAME.test(each.name) || `${each.description} ${each.default}`.includes("://"),
  );
  const named = namedIn(text);
  const meant = namesIn(properNames(specification));
  return {
    variables: new Set(environmentVariables.map(({ name }) => name)),
    packages: new Set([...GIVEN_PACKAGES, ...Object.keys(dependencies)]),
    capabilities: new Set<Capability>([...speaks, ...(isRemote ? (["network"] as const) : [])]),
    allowsHost: (host) => NOBODYS.test(host) || VOCABULARIES.test(host) || named(host),
    meansHost: (host) => isNamed(labelOf(host), meant),
  };
}

/** Every name and sentence of a specification; its own package name says nothing about what it does. */
function textOf(specification: PluginSpecification): string {
  const texts: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value === "string") texts.push(value);
    else if (typeof value === "object" && value !== null) {
      for (const [key, each] of Object.entries(value)) {
        if (!Array.isArray(value)) texts.push(key);
        visit(each);
      }
    }
  };
  const dependencies = Object.keys(specification.dependencies);
  visit({ ...specification, name: "", version: "", dependencies });
  return texts.filter((text) => !FIELDS.has(text)).join("\n");
}

/** Words of the descriptions that are names by their capitals: not the first of a sentence, or capital inside. */
function properNames(specification: PluginSpecification): string {
  const { actions, providers, services, evaluators } = specification;
  return [specification, ...actions, ...providers, ...services, ...evaluators]
    .flatMap(({ description }) => description.split(/[.!?\n]+\s*/))
    .flatMap((sentence) =>
      [...sentence.matchAll(/(?:(?<=\S\s)[A-Z][\w-]*|\b\w+[A-Z]\w*)(?:\s+[A-Z][\w-]*)*/g)].map(
        String,
      ),
    )
    .join("\n");
}

/** Keys of the form itself. */
const FIELDS = new Set(
  "description actions name parameters providers dataStructure services methods evaluators triggers dependencies environmentVariables required sensitive default type items properties enum minimum maximum string number integer boolean array object".split(
    " ",
  ),
);

/** Which hosts a text names: mentioned addresses with what lies below them, hosts of what it names, known ones. */
function namedIn(text: string): (host: string) => boolean {
  const mentioned = [...text.toLowerCase().matchAll(/(?:[a-z\d-]+\.)+[a-z\d-]{2,}/g)].map(
    ([host]) => host,
  );
  const known = KNOWN_HOSTS.filter(([topic]) => topic.test(text)).flatMap(([, hosts]) => hosts);
  const names = namesIn(text);
  return (host) =>
    [...mentioned, ...known].some((each) => host === each || host.endsWith(`.${each}`)) ||
    isNamed(labelOf(host), names);
}

const MOST_WORDS = 4;
/** Shorter beginnings are in too many names. */
const SHORTEST_BEGINNING = 6;
const SHORTEST_LABEL = 4;

/** Everything that one to four words in a row spell when they are written together. */
function namesIn(text: string): Set<string> {
  const names = new Set<string>();
  for (const line of text.split(/[\n.!?;,:()]+/)) {
    const words = line.split(/[^\p{L}\d]+/u).flatMap(wordsOf);
    words.forEach((_, from) => {
      for (let count = 1; count <= MOST_WORDS && from + count <= words.length; count++) {
        names.add(words.slice(from, from + count).join(""));
      }
    });
    for (const word of line.toLowerCase().split(/[^\p{L}\d]+/u)) names.add(word);
  }
  return names;
}

/** The name that somebody registered: `openweathermap` of `api.openweathermap.org`, `bbc` of `www.bbc.co.uk`. */
function labelOf(host: string): string {
  const labels = host.split(".");
  const isCountry = /^[a-z]{2}$/.test(labels.at(-1) ?? "");
  const isSecond = isCountry && /^(?:co|com|org|net|gov|ac|edu)$/.test(labels.at(-2) ?? "");
  return (labels.at(isSecond && labels.length > 2 ? -3 : -2) ?? "").replaceAll("-", "");
}

/** `OpenWeather` is enough for `openweathermap`, and `GitHub API` for `github`. */
function isNamed(label: string, names: Set<string>): boolean {
  if (label.length < SHORTEST_LABEL) return false;
  if (names.has(label)) return true;
  return [...names].some((name) => name.length >= SHORTEST_BEGINNING && label.startsWith(name));
}
