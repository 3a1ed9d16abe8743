import { declaredBy } from "../agents/facts/declared.ts";
import { hostsIn } from "../agents/facts/hosts.ts";
import type { Payload } from "../shared/events.ts";
import type { EnvironmentVariable, PluginSpecification } from "../shared/specification.ts";
import { estimateText } from "../shared/cost-text.ts";

type Plan = Pick<
  Payload<"plan:completed">,
  "specification" | "assumptions" | "estimate" | "criteria"
>;

/** Longest part of somebody's words that a line shows. */
const LONGEST = 160;
const SHOWN_CRITERIA = 12;

/**
 * A plan at a glance, a line each: what is built, how it is judged, what it needs and may do, and what it is expected to
 * take.
 */
export function planCard({ specification, assumptions, estimate, criteria = [] }: Plan): string[] {
  const { description, environmentVariables, dependencies } = specification;
  return [
    short(description),
    ...section("Components", componentsOf(specification)),
    ...section("Acceptance criteria", criteriaLines(criteria)),
    ...section("Environment variables", environmentVariables.map(variableLine)),
    ...section(
      "Dependencies",
      Object.entries(dependencies).map(([name, range]) => `${name} ${range}`),
    ),
    ...section("Permissions, as far as the specification says", permissionsOf(specification)),
    ...(assumptions.length > 0 ? section("Assumed", assumptions) : []),
    ...(estimate ? [estimateText(estimate)] : []),
  ];
}

const section = (title: string, items: string[]): string[] =>
  items.length === 0 ? [`${title}: none`] : [`${title}:`, ...items.map((item) => `- ${item}`)];

const componentsOf = (specification: PluginSpecification): string[] =>
  (["action", "provider", "service", "evaluator"] as const).flatMap((kind) =>
    specification[`${kind}s`].map(
      ({ name, description }) => `${kind}: ${name}: ${short(description)}`,
    ),
  );

function criteriaLines(criteria: NonNullable<Plan["criteria"]>): string[] {
  const lines = criteria
    .slice(0, SHOWN_CRITERIA)
    .map(({ id, component, text }) => `${id} ${component}: ${short(text)}`);
  const more = criteria.length - lines.length;
  return more > 0 ? [...lines, `and ${more} more`] : lines;
}

function variableLine({
  name,
  description,
  required,
  sensitive,
  default: value,
}: EnvironmentVariable) {
  const facts = [
    required ? "required" : "optional",
    ...(sensitive ? ["secret"] : []),
    ...(value !== undefined && !sensitive ? [`default ${value}`] : []),
  ];
  return `${name} (${facts.join(", ")}): ${short(description)}`;
}

/** What the plugin will use of the machine and the world. */
function permissionsOf(specification: PluginSpecification): string[] {
  const { environmentVariables } = specification;
  const { capabilities } = declaredBy(specification);
  const hosts = [...new Set(textsOf(specification).flatMap(namedHosts))];
  const addresses = environmentVariables.filter(({ name }) => ADDRESS_NAME.test(name));
  const reached = [...hosts, ...addresses.map(({ name }) => `what ${name} names`)];
  const names = environmentVariables.map(({ name }) => name);
  return [
    ...(capabilities.has("network") || hosts.length > 0
      ? [`network: ${reached.length > 0 ? reached.join(", ") : "no host is named"}`]
      : []),
    ...(capabilities.has("files") ? ["files"] : []),
    ...(capabilities.has("machine") ? ["facts about the machine"] : []),
    ...(names.length > 0 ? [`environment: ${names.join(", ")}`] : []),
  ];
}

const ADDRESS_NAME = /(?:^|_)(?:URL|URI|HOST|HOSTNAME|ENDPOINT|WEBHOOK)(?:_|$)/;

const namedHosts = (text: string): string[] => hostsIn(text, "\0").map(({ host }) => host);

function textsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}

const short = (text: string): string => {
  const line = text.trim().replaceAll(/\s+/g, " ");
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
};
