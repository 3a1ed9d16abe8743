import type { Criterion } from "../../../../shared/criteria.ts";
import { kebab } from "../../../../shared/names.ts";
import type { PluginSpecification } from "../../../../shared/specification.ts";
import { claimsOf, type Claim } from "../assemble.ts";
import type { Component, SourceFile } from "../blueprint.ts";
import { contextsOf } from "../blueprints/collection.ts";
import { understandCollections } from "../blueprints/collection/understand/understand.ts";
import { testServerFile } from "../blueprints/http/test-server-source.ts";
import { postgresServerFile } from "../blueprints/sql/test-server-source.ts";
import { requiredSettings } from "../code/settings.ts";
import { key as property, quote } from "../code/text.ts";
import { acceptanceFile, type AcceptanceFile, type AcceptanceTest } from "./acceptance-test.ts";
import { sayTests, timeTests } from "./answers.ts";
import { databaseTests } from "./database.ts";
import type { Service } from "./known-services.ts";
import { networkPrelude, networkTests, responseTests } from "./network.ts";
import { observeFile } from "./observe-source.ts";
import { dataTests, evaluatorTests, livenessTests, providerTests, serviceTests } from "./parts.ts";
import { recordTests } from "./records.ts";
import { refusals } from "./refusals.ts";

const START = "await freshly({ settings })";

/**
 * Acceptance tests of a plugin that somebody else wrote: they hold for any honest implementation, whatever its words, its
 * data, its storage and its files. A component that nobody can test without knowing more is left out, and stays untested.
 */
export function acceptanceTests(
  specification: PluginSpecification,
  criteria: Criterion[],
): SourceFile[] {
  const { claims, open } = claimsOf(specification);
  const all: Claim[] = [...claims, { blueprint: "none", components: open, open }];
  const files = all.flatMap((claim) => filesFor(claim, specification));
  const sources = files
    .map(({ prelude, ...file }) => ({
      ...file,
      prelude: [settingsLine(specification), prelude].filter(Boolean).join("\n"),
    }))
    .flatMap((file) => acceptanceFile(file, criteria));
  const uses = (name: string): boolean =>
    sources.some(({ content }) => content.includes(`"./${name}.js"`));
  return [
    ...sources,
    // Where nothing can be tested it is all that there is: an answer has at least one file.
    ...(uses("observe") || sources.length === 0 ? [observeFile] : []),
    ...(uses("http-server") ? [testServerFile] : []),
    ...(uses("postgres-server") ? [postgresServerFile] : []),
  ];
}

const settingsLine = (specification: PluginSpecification): string => {
  const names = requiredSettings(specification).map((name) => `${property(name)}: ${fake(name)}`);
  return `const settings: Record<string, string> = {${names.length > 0 ? ` ${names.join(", ")} ` : ""}};\n`;
};

/** Values that lead nowhere. */
function fake(name: string): string {
  if (/DATABASE|POSTGRES/.test(name)) return quote("postgres://nobody:fake@127.0.0.1:9/nothing");
  if (/URL|ENDPOINT|HOST/.test(name)) return quote("http://127.0.0.1:9");
  return quote(`test-${kebab(name)}`);
}

/** The tests of the components that one blueprint understands; refusals of bad values need no blueprint. */
function filesFor(claim: Claim, specification: PluginSpecification): AcceptanceFile[] {
  if (claim.blueprint === "collection") return recordFiles(claim, specification);
  const tests = claim.components.flatMap((component) => {
    const own = testsOf(component, claim, specification);
    return own.length > 0 ? own : livenessTests(component);
  });
  const refused = claim.components.flatMap(({ kind, specification: each }) =>
    kind === "action" ? refusals(each, { start: `const agent = ${START};` }) : [],
  );
  const isNetwork = tests.some(({ lines }) => lines.some((line) => line.includes("server.")));
  const name = claim.blueprint === "none" ? "others" : claim.blueprint;
  return [
    {
      name,
      tests: [...tests, ...refused],
      prelude: isNetwork ? networkPrelude(specification) : claim.blueprint === "time" ? CLOCK : "",
    },
  ];
}

const CLOCK = `afterEach(() => {
  vi.useRealTimers();
});`;

function testsOf(
  { kind, specification: each }: Component,
  { blueprint, components }: Claim,
  specification: PluginSpecification,
): AcceptanceTest[] {
  switch (kind) {
    case "action":
      if (blueprint === "time") return timeTests(each);
      if (blueprint === "say") return sayTests(each, specification);
      if (blueprint === "sql") return databaseTests(each, specification);
      return networkTests(each, specification, serviceOf(blueprint));
    case "provider": {
      const [call] = components.filter((one) => one.kind === "action");
      if ((blueprint === "http" || blueprint === "weather") && call) {
        return responseTests(each, call.specification, specification, serviceOf(blueprint));
      }
      return blueprint === "time" ? dataTests(each) : providerTests(each, specification);
    }
    case "service":
      return serviceTests(each);
    case "evaluator":
      return evaluatorTests(each, specification);
    default:
      return kind satisfies never;
  }
}

const serviceOf = (blueprint: string): Service | undefined =>
  blueprint === "weather" || blueprint === "gif" ? blueprint : undefined;

function recordFiles(
  { components, open }: Claim,
  specification: PluginSpecification,
): AcceptanceFile[] {
  const collections = understandCollections(specification, open);
  const contexts = contextsOf(specification.name, collections, open);
  const files = collections.flatMap((each) => {
    const own = contexts.filter(({ collection }) => collection === each);
    return recordTests(specification, each, own, START) ?? [];
  });
  const tests = components.flatMap((each) =>
    each.kind === "service" ? serviceTests(each.specification) : [],
  );
  return [...files, { name: "services", tests }];
}
