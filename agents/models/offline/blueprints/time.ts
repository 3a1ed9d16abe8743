import type { PluginSpecification } from "../../../../shared/specification.ts";
import type { Blueprint, Component, Rendering, RenderOptions } from "../blueprint.ts";
import { actionWiring } from "../code/action.ts";
import { settingsFile } from "../code/settings.ts";
import { timeActionFile } from "./time/action-source.ts";
import { isTimeProvider, timeAction, type TimeAction } from "./time/claims.ts";
import { clockFile } from "./time/clock-source.ts";
import { ownZoneFile, timeProvider } from "./time/own-zone-source.ts";
import { timeReadme } from "./time/readme.ts";
import { timeTests } from "./time/test-source.ts";
import { zoneNamesFile, zonesFile } from "./time/zones-source.ts";

interface Parts {
  actions: TimeAction[];
  providers: PluginSpecification["providers"];
}

/** Current times, conversions and differences between time zones, from the zone data of the JavaScript runtime. */
export const time: Blueprint = {
  name: "time",
  matches(specification, open) {
    const claimed = new Map<Component, TimeAction>();
    for (const component of open) {
      const found = component.kind === "action" ? timeAction(component.specification) : undefined;
      if (found) claimed.set(component, found);
    }
    const onlyProviders = specification.actions.length === 0;
    if (claimed.size === 0 && !onlyProviders) return undefined;
    const providers = open.flatMap((each) =>
      each.kind === "provider" && isTimeProvider(each.specification) ? [each] : [],
    );
    const components = [...claimed.keys(), ...providers];
    if (components.length === 0) return undefined;
    const parts: Parts = {
      actions: [...claimed.values()],
      providers: providers.map((each) => each.specification),
    };
    return { components, render: (options) => render(specification, parts, options) };
  },
};

function render(
  specification: PluginSpecification,
  { actions, providers }: Parts,
  options: RenderOptions,
): Rendering {
  const zone = specification.environmentVariables.find(({ name }) =>
    /TIME_?ZONE|(^|_)TZ$/.test(name),
  );
  const setting = zone?.name ?? "TIMEZONE";
  const files = actions.map((each) => timeActionFile(each, specification, options));
  const shown = providers.map(timeProvider);
  const all = [...files, ...shown.map(({ file }) => file)];
  const uses = (text: string) => all.some(({ content }) => content.includes(text));
  return {
    source: [
      zoneNamesFile,
      zonesFile,
      clockFile({ reads: uses("readTime("), formats: uses("written(") }),
      ...(uses("own-zone.js") ? [ownZoneFile(setting)] : []),
      ...(uses("own-zone.js") || uses("settings.js") ? [settingsFile] : []),
      ...all,
    ],
    wiring: [
      ...actions.map(({ action }) => actionWiring(action.name)),
      ...shown.map(({ wiring }) => wiring),
    ],
    tests: [timeTests(specification, { actions, providers, setting })],
    readme: timeReadme(actions, setting),
  };
}
