import type { Job } from "../../shared/job.ts";
import type { Parameter, PluginSpecification } from "../../shared/specification.ts";
import {
  cell,
  code,
  fold,
  list,
  section,
  table,
  text,
  words,
  type Block,
  type Line,
} from "./document.ts";

/** What somebody asked for, in their own words. */
export function requestBlocks({ request, notes }: Job): Block[] {
  const { description = "", specification } = request;
  return [
    ...words(description),
    ...(specification
      ? [
          fold(
            [`A specification of ${specification.name} ${specification.version}`],
            code("json", JSON.stringify(specification, null, 2)),
          ),
        ]
      : []),
    ...(notes.length > 0 ? [text("How it was read:"), ...plain(notes)] : []),
  ];
}

/** What the team set out to build. */
export function planBlocks({ plan }: Job): Block[] {
  if (!plan) return [text("The job ended before there was a plan.")];
  const { specification, assumptions } = plan;
  const { description, environmentVariables: variables, dependencies } = specification;
  const packages = Object.entries(dependencies).map(([name, range]): { line: Line } => ({
    line: [{ code: name }, ` ${range}`],
  }));
  const settings = variables.map(({ name, required, sensitive, description: why }) => [
    cell({ code: name }),
    cell(
      [required ? "required" : "optional", sensitive ? "secret" : ""].filter(Boolean).join(", "),
    ),
    cell(why),
  ]);
  return [
    ...words(description),
    ...table(["Component", "Kind", "What it does"], components(specification)),
    ...section("Assumptions", ...plain(assumptions)),
    ...section("Variables", ...table(["Name", "Kind", "What for"], settings)),
    ...section("npm packages", ...list(packages)),
  ];
}

function components(specification: PluginSpecification): Line[][][] {
  const { actions, providers, services, evaluators } = specification;
  const row = (kind: string, name: string, ...lines: string[]): Line[][] => [
    cell({ code: name }),
    cell(kind),
    lines.filter(Boolean).map((line) => [line]),
  ];
  return [
    ...actions.map(({ name, description, parameters }) =>
      row("action", name, description, parametersText(parameters)),
    ),
    ...providers.map(({ name, description }) => row("provider", name, description)),
    ...services.map(({ name, description, methods }) =>
      row("service", name, description, methods.length > 0 ? `Methods: ${methods.join(", ")}` : ""),
    ),
    ...evaluators.map(({ name, description }) => row("evaluator", name, description)),
  ];
}

function parametersText(parameters: Record<string, Parameter>): string {
  const all = Object.entries(parameters).map(
    ([name, { type, required }]) => `${name} (${type}${required === false ? ", optional" : ""})`,
  );
  return all.length > 0 ? `Parameters: ${all.join(", ")}` : "";
}

const plain = (texts: string[]): Block[] => list(texts.map((each) => ({ line: [each] })));
