import type { EndpointKind } from "../../../shared/config.ts";
import { ConfigError } from "../../../shared/errors.ts";
import { maskSecrets } from "../../../shared/secrets.ts";

/** Parts of a request that not every endpoint understands. */
export const features = [
  "format",
  "effort",
  "thinking",
  "caching",
  "temperature",
  "tools",
] as const;
export type Feature = (typeof features)[number];

interface Profile {
  /** What is sent until the endpoint says that it does not understand it. */
  features: readonly Feature[];
  /** Least patience with silence, in milliseconds: a local server may read a long prompt for minutes. */
  minimumIdleMs: number;
}

export const profiles: Record<EndpointKind, Profile> = {
  anthropic: { features, minimumIdleMs: 0 },
  openrouter: { features, minimumIdleMs: 0 },
  compatible: { features: ["temperature", "tools"], minimumIdleMs: 300_000 },
};

/** Where requests go. */
export interface Endpoint {
  /** The address before `/v1/messages`; holds no credentials, so that people may see it. */
  address: string;
  /** Whether it is Anthropic's own, which takes the key in one header only and cannot do without. */
  official: boolean;
  kind: EndpointKind;
}

const OFFICIAL = "https://api.anthropic.com";

/** The endpoint at a base URL, with an ending that does not belong there taken off; throws a ConfigError. */
export function readEndpoint(baseUrl: string = OFFICIAL, kind?: EndpointKind): Endpoint {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new ConfigError(
      `ANTHROPIC_BASE_URL: expected an address such as http://localhost:11434, got "${maskSecrets(baseUrl)}".`,
    );
  }
  if (url.username || url.password || url.search) {
    throw new ConfigError(
      "ANTHROPIC_BASE_URL: expected an address without user, password and question mark; a key belongs into ANTHROPIC_API_KEY.",
    );
  }
  const path = url.pathname.replace(/\/+$/, "").replace(/\/v1(\/messages)?$/, "");
  const official = isAt(url, "anthropic.com");
  const suggested = official
    ? "anthropic"
    : isAt(url, "openrouter.ai")
      ? "openrouter"
      : "compatible";
  return { address: `${url.origin}${path}`, official, kind: kind ?? suggested };
}

const isAt = ({ hostname }: URL, domain: string): boolean =>
  hostname === domain || hostname.endsWith(`.${domain}`);

/** A model's id as the endpoint writes it: OpenRouter has Anthropic's `claude-opus-5-5` as `anthropic/claude-opus-5.5`. */
export const idAt = (kind: EndpointKind, model: string): string =>
  kind === "openrouter" && model.startsWith("claude-")
    ? `anthropic/${model.replace(/-(\d+)-(\d+)$/, "-$1.$2")}`
    : model;

/** How endpoints name the features in their complaints. */
const NAMES: Record<Feature, RegExp> = {
  format: /output_config["'`, .]+format\b|json_schema|structured output/i,
  effort: /\beffort\b/i,
  thinking: /\bthinking\b/i,
  caching: /cache_control/i,
  temperature: /\btemperature\b/i,
  // A complaint about one tool is about that tool; only whoever knows none at all is spared them.
  tools:
    /support[^.]{0,40}\btools?\b|\btools?\b[^.]{0,40}(?:support|permitted|unknown|unexpected)/i,
};

/** Which of the features that were sent an endpoint complains of: the one it names first, or what it must mean. */
export function featuresNamedIn(complaint: string, sent: readonly Feature[]): Feature[] {
  if (/\bmessages["'\]]?[.,]\s?\d/.test(complaint)) return []; // about the conversation, not about a parameter
  const [first] = sent
    .map((feature) => ({ feature, at: complaint.search(NAMES[feature]) }))
    .filter(({ at }) => at >= 0)
    .sort((one, other) => one.at - other.at);
  if (first) return [first.feature];
  const whole: Feature[] = complaint.includes("output_config") ? ["format", "effort"] : [];
  return whole.filter((feature) => sent.includes(feature));
}
