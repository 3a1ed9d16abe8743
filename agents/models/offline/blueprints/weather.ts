import type { PluginSpecification } from "../../../../shared/specification.ts";
import type { Blueprint, Component, Rendering, RenderOptions, SourceFile } from "../blueprint.ts";
import { actionFile, actionWiring } from "../code/action.ts";
import { withoutClash } from "../code/imports.ts";
import { spaced } from "../code/roles.ts";
import { zodSource } from "../code/schema.ts";
import { availability, settingsFile } from "../code/settings.ts";
import { access, literal } from "../code/text.ts";
import { testServerFile } from "./http/test-server-source.ts";
import { transportFile } from "./http/transport-source.ts";
import { weatherAction, type WeatherAction } from "./weather/actions.ts";
import { openMeteoFile } from "./weather/open-meteo-source.ts";
import { openWeatherMapFile } from "./weather/open-weather-map-source.ts";
import { canShow, weatherProvider } from "./weather/provider-source.ts";
import { weatherReadme } from "./weather/readme.ts";
import { weatherFile } from "./weather/shared-source.ts";
import { weatherSource, type WeatherSource } from "./weather/sources.ts";
import { weatherTests } from "./weather/test-source.ts";

/** The weather of places, from Open-Meteo without a key or from OpenWeatherMap with one. */
export const weather: Blueprint = {
  name: "weather",
  matches(specification, open) {
    const source = weatherSource(specification);
    if (!source) return undefined;
    const claimed = new Map<Component, WeatherAction>();
    for (const component of open) {
      const found =
        component.kind === "action" ? weatherAction(component.specification) : undefined;
      if (found) claimed.set(component, found);
    }
    if (claimed.size === 0) return undefined;
    const providers = open.flatMap((each) =>
      each.kind === "provider" && isAboutWeather(each.specification) && canShow(each.specification)
        ? [each]
        : [],
    );
    const parts: Parts = {
      specification,
      source,
      actions: [...claimed.values()],
      providers: providers.map((each) => each.specification),
    };
    return {
      components: [...claimed.keys(), ...providers],
      render: (options) => render(parts, options),
    };
  },
};

const isAboutWeather = ({ name, description }: { name: string; description: string }): boolean =>
  /\b(weather|temperature|forecast|climate|conditions)/i.test(`${spaced(name)} ${description}`);

interface Parts {
  specification: PluginSpecification;
  source: WeatherSource;
  actions: WeatherAction[];
  providers: PluginSpecification["providers"];
}

function render(
  { specification, source, actions, providers }: Parts,
  options: RenderOptions,
): Rendering {
  const kinds = new Set(actions.map(({ kind }) => kind));
  const shown = providers.map(weatherProvider);
  return {
    source: [
      settingsFile,
      transportFile,
      weatherFile(specification.name),
      source.kind === "open-meteo"
        ? openMeteoFile(source, kinds)
        : openWeatherMapFile(source, kinds),
      ...actions.map((each) => file(each, { specification, source }, options)),
      ...shown.map((each) => each.file),
    ],
    wiring: [
      ...actions.map(({ action }) => actionWiring(action.name)),
      ...shown.map((each) => each.wiring),
    ],
    tests: [testServerFile, weatherTests({ specification, source, actions, providers })],
    readme: weatherReadme(source, actions),
  };
}

function file(
  { action, kind, roles, days, needed }: WeatherAction,
  { specification, source }: Pick<Parts, "specification" | "source">,
  { maximumLength }: RenderOptions,
): SourceFile {
  const { available } = availability(specification);
  const role = (name: keyof typeof roles): string | undefined => {
    const parameter = roles[name];
    return parameter === undefined ? undefined : access("values", parameter);
  };
  const place = (["location", "latitude", "longitude"] as const).flatMap((name) => {
    const value = role(name);
    return value === undefined ? [] : [`${name}: ${value}`];
  });
  const wanted = role("units");
  const units = wanted ? "units.value" : literal("celsius");
  const longest = source.kind === "open-weather-map" ? Math.min(days, 5) : days;
  const length = role("days") ? `${role("days")} ?? ${longest}` : String(longest);
  const look =
    kind === "current"
      ? `return answerCurrent(runtime, await currentWeather(runtime, { ${place.join(", ")} }, ${units}));`
      : `const options = { units: ${wanted ? "units.value" : `"celsius" as const`}, days: ${length} };
return answerForecast(runtime, await weatherForecast(runtime, { ${place.join(", ")} }, options));`;
  const answers = kind === "current" ? "answerCurrent" : "answerForecast";
  return actionFile({
    action,
    required: needed,
    schema: zodSource(action.parameters, { required: needed, maximumLength }),
    similes:
      kind === "current"
        ? ["WEATHER", "CHECK_WEATHER", "CURRENT_WEATHER"]
        : ["WEATHER_FORECAST", "CHECK_FORECAST"],
    ...(wanted && { fromRespond: ["failure"] }),
    ...withoutClash(action.name, {
      body: `${wanted ? `const units = unitsOf(${wanted});\nif (!units.ok) return failure(units.text);\n` : ""}${look}`,
      imports: [
        `import { ${kind === "current" ? "currentWeather" : "weatherForecast"} } from "../${source.kind}.js";`,
        ...(available ? [`import { hasSettings } from "../settings.js";`] : []),
        `import { ${answers}${wanted ? ", unitsOf" : ""} } from "../weather.js";`,
      ],
    }),
    takes: "values",
    ...(available && { available }),
    examples:
      kind === "current"
        ? [
            { user: "What is the weather in Lisbon?", agent: "I am looking it up." },
            { user: "Do I need a coat in Oslo?", agent: "Let me check the weather there." },
          ]
        : [
            {
              user: "What will the weather in Lisbon be like?",
              agent: "I am looking at the forecast.",
            },
          ],
  });
}
