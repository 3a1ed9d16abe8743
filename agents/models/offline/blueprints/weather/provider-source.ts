import type { ProviderSpecification } from "../../../../../shared/specification.ts";
import type { SourceFile, Wiring } from "../../blueprint.ts";
import { providerConstant, providerWiring } from "../../code/context.ts";
import { spaced } from "../../code/roles.ts";
import { doc, key as property, quote } from "../../code/text.ts";

const FIELDS: [RegExp, string][] = [
  [/\b(feels like|apparent)\b/, "current?.feelsLike ?? null"],
  [/\btemp(erature)?\b/, "current?.temperature ?? null"],
  [/\bhumidity\b/, "current?.humidity ?? null"],
  [/\bwind\b/, "current?.windSpeed ?? null"],
  [/\b(conditions?|description|summary|sky)\b/, "current?.description ?? null"],
  [/\b(location|city|place|town)\b/, "current?.location ?? last?.forecast?.location ?? null"],
  [/^lat(itude)?$/, "current?.latitude ?? null"],
  [/^(lon|lng|longitude)$/, "current?.longitude ?? null"],
  [/^units?$/, "current?.units ?? last?.forecast?.units ?? null"],
  [/\bforecast\b|\bdays\b/, "last?.forecast ?? null"],
  [/\b(at|time|timestamp|updated?|date)\b/, "last?.at ?? null"],
  [/\b(weather|current|data|last)\b/, "current ?? null"],
];

const expression = (field: string): string | undefined =>
  FIELDS.find(([called]) => called.test(spaced(field)))?.[1];

/** Whether everything a provider promises is part of what is kept. */
export function canShow({ dataStructure = {} }: ProviderSpecification): boolean {
  return Object.keys(dataStructure).every((field) => expression(field) !== undefined);
}

/** A provider's file that shows the newest look-up. */
export function weatherProvider({ name, description, dataStructure = {} }: ProviderSpecification): {
  file: SourceFile;
  wiring: Wiring;
} {
  const wiring = providerWiring(name);
  const fields = Object.keys(dataStructure).map(
    (field) => `${property(field)}: ${expression(field) ?? "null"},`,
  );
  const values =
    fields.length > 0
      ? `{\n${fields.map((each) => `      ${each}`).join("\n")}\n    }`
      : `{\n      location: current?.location ?? "",\n      temperature: current?.temperature ?? "",\n    }`;
  const content = `import type { Provider } from "@elizaos/core";
import { lastLookup } from "../weather.js";

${doc(description || "The weather that was looked up last.")}
export const ${providerConstant(name)}: Provider = {
  name: ${quote(name)},
  description: ${quote(description)},
  get: async (runtime) => {
    const last = await lastLookup(runtime);
    const current = last?.current;
    const values = ${values};
    return {
      text: last ? \`\${last.text} (looked up at \${last.at})\` : "No weather has been looked up yet.",
      values,
      data: { ...values, last: last ?? null },
    };
  },
};
`;
  return { file: { path: `src/${wiring.file}`, content }, wiring };
}
