import type { ProviderSpecification } from "../../../../../shared/specification.ts";
import type { SourceFile, Wiring } from "../../blueprint.ts";
import { providerConstant, providerWiring } from "../../code/context.ts";
import { doc, key as property, quote } from "../../code/text.ts";
import { momentField } from "./claims.ts";

/** The file that tells the agent's own time zone. */
export function ownZoneFile(setting: string): SourceFile {
  return {
    path: "src/own-zone.ts",
    content: `import type { IAgentRuntime } from "@elizaos/core";
import { setting } from "./settings.js";
import { findZone, type Found, type Zone } from "./zones.js";

/** The zone of the setting ${setting}, else that of the machine. */
export function ownZone(runtime: IAgentRuntime): Found<Zone> {
  return findZone(setting(runtime, ${quote(setting)}) ?? Intl.DateTimeFormat().resolvedOptions().timeZone);
}
`,
  };
}

/** A provider's file that shows the current time of the agent's own zone. */
export function timeProvider({ name, description, dataStructure = {} }: ProviderSpecification): {
  file: SourceFile;
  wiring: Wiring;
} {
  const wiring = providerWiring(name);
  const fields = Object.keys(dataStructure).map(
    (field) => `${property(field)}: ${momentField(field) ?? "null"},`,
  );
  const values =
    fields.length > 0
      ? `{\n${fields.map((each) => `      ${each}`).join("\n")}\n    }`
      : `{\n      currentTime: moment.iso,\n      timezone: moment.timezone,\n      utcOffset: moment.utcOffset,\n    }`;
  const content = `import type { Provider } from "@elizaos/core";
import { inWords, momentIn } from "../clock.js";
import { ownZone } from "../own-zone.js";

${doc(description || "The current time.")}
export const ${providerConstant(name)}: Provider = {
  name: ${quote(name)},
  description: ${quote(description)},
  get: (runtime) => {
    const zone = ownZone(runtime);
    if (!zone.ok) return Promise.resolve({ text: zone.text, values: {}, data: {} });
    const moment = momentIn(zone.value);
    const values = ${values};
    return Promise.resolve({ text: \`It is \${inWords(moment)}.\`, values, data: { ...values } });
  },
};
`;
  return { file: { path: `src/${wiring.file}`, content }, wiring };
}
