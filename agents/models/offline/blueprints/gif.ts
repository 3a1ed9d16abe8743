import type { ActionSpecification, PluginSpecification } from "../../../../shared/specification.ts";
import type { Blueprint, Component, Rendering, RenderOptions } from "../blueprint.ts";
import { actionFile, actionWiring } from "../code/action.ts";
import { withoutClash } from "../code/imports.ts";
import { castRoles, neededNames, spaced, type Cast, type Role } from "../code/roles.ts";
import { zodSource } from "../code/schema.ts";
import { requiredSettings, settingsFile } from "../code/settings.ts";
import { access, key as property, literal } from "../code/text.ts";
import { transportFile } from "./http/transport-source.ts";
import { testServerFile } from "./http/test-server-source.ts";
import { gifProvider, giphyFile, type GiphySettings } from "./gif/giphy-source.ts";
import { gifTests } from "./gif/test-source.ts";

type RoleName = "term" | "rating" | "limit" | "lang";

const ROLES: Record<RoleName, Role> = {
  rating: { types: ["string"], called: /\brating\b/, optional: true },
  lang: { types: ["string"], called: /^lang(uage)?$/, optional: true },
  limit: { types: ["number", "integer"], called: /\b(limit|count)\b/, optional: true },
  term: {
    types: ["string"],
    called: /\b(search|term|query|keywords?|tag|topic|text|mood|q)\b/,
    optional: true,
  },
};

/** One action that replies with a GIF. */
export interface GifAction {
  action: ActionSpecification;
  endpoint: "search" | "trending" | "random";
  roles: Cast<RoleName>;
  needed: string[];
}

/** GIFs from Giphy, sent as attachments. */
export const gif: Blueprint = {
  name: "gif",
  matches(specification, open) {
    const { name, description, environmentVariables } = specification;
    const everything = JSON.stringify([
      name,
      description,
      environmentVariables,
      specification.actions,
    ]);
    if (!/giphy/i.test(everything)) return undefined;
    const claimed = new Map<Component, GifAction>();
    for (const component of open) {
      const found = component.kind === "action" ? gifAction(component.specification) : undefined;
      if (found) claimed.set(component, found);
    }
    if (claimed.size === 0) return undefined;
    const providers = open.flatMap((each) =>
      each.kind === "provider" &&
      /\b(gifs?|giphy|image)/i.test(
        `${spaced(each.specification.name)} ${each.specification.description}`,
      )
        ? [each]
        : [],
    );
    const actions = [...claimed.values()];
    return {
      components: [...claimed.keys(), ...providers],
      render: (options) =>
        render(
          specification,
          { actions, providers: providers.map((each) => each.specification) },
          options,
        ),
    };
  },
};

function gifAction(action: ActionSpecification): GifAction | undefined {
  const words = `${spaced(action.name)} ${action.description}`;
  const roles = castRoles(action.parameters, ROLES);
  if (
    !roles ||
    !/\b(gifs?|giphy)\b/i.test(words) ||
    /\b(upload|delete|favou?rite|sticker)/i.test(words)
  )
    return undefined;
  const endpoint = /\btrending\b/i.test(words)
    ? "trending"
    : !roles.term || /\/random\b/.test(words)
      ? "random"
      : "search";
  if (endpoint === "trending" && roles.term) return undefined;
  const needed = new Set(neededNames(action));
  if (endpoint === "search" && roles.term) needed.add(roles.term);
  const optional = [roles.rating, roles.lang, roles.limit];
  return {
    action,
    endpoint,
    roles,
    needed: [...needed].filter((each) => !optional.includes(each)),
  };
}

interface Parts {
  actions: GifAction[];
  providers: PluginSpecification["providers"];
}

function render(
  specification: PluginSpecification,
  { actions, providers }: Parts,
  options: RenderOptions,
): Rendering {
  const settings = giphySettings(specification);
  const required = [...new Set([settings.key, ...requiredSettings(specification)])];
  const shown = providers.map(gifProvider);
  return {
    source: [
      settingsFile,
      transportFile,
      giphyFile(specification.name, settings, shown.length > 0),
      ...actions.map((each) => file(each, required, options)),
      ...shown.map(({ file: each }) => each),
    ],
    wiring: [
      ...actions.map(({ action }) => actionWiring(action.name)),
      ...shown.map(({ wiring }) => wiring),
    ],
    tests: [testServerFile, gifTests(actions, providers, { settings, required })],
    readme: readme(actions, settings),
  };
}

function giphySettings({ environmentVariables }: PluginSpecification): GiphySettings {
  const named = (pattern: RegExp) => environmentVariables.find(({ name }) => pattern.test(name));
  const base = named(/URL|HOST|ENDPOINT/);
  const written = /https?:\/\/[\w.:-]+/.exec(
    `${base?.default ?? ""} ${base?.description ?? ""}`,
  )?.[0];
  return {
    key: (named(/GIPHY.*(KEY|TOKEN)/) ?? named(/KEY|TOKEN/))?.name ?? "GIPHY_API_KEY",
    base: base?.name ?? "GIPHY_BASE_URL",
    fallback: base?.default ?? written?.replace(/[.:]+$/, "") ?? "https://api.giphy.com",
  };
}

function file(
  { action, endpoint, roles, needed }: GifAction,
  required: string[],
  { maximumLength }: RenderOptions,
) {
  const written = (name: string): string | undefined =>
    new RegExp(`[?&]${name}=([\\w-]+)`).exec(action.description)?.[1];
  const value = (role: RoleName, fallback: string | undefined): string | undefined => {
    const name = roles[role];
    if (name === undefined) return fallback === undefined ? undefined : literal(fallback);
    return fallback === undefined
      ? access("values", name)
      : `${access("values", name)} ?? ${literal(fallback)}`;
  };
  const query = Object.entries({
    [endpoint === "random" ? "tag" : "q"]: roles.term && access("values", roles.term),
    limit: endpoint === "random" ? undefined : value("limit", written("limit") ?? "10"),
    rating: value("rating", written("rating") ?? "pg"),
    lang: value("lang", written("lang")),
  }).flatMap(([name, each]) => (each === undefined ? [] : [`${property(name)}: ${each}`]));
  return actionFile({
    action,
    required: needed,
    schema: zodSource(action.parameters, { required: needed, maximumLength }),
    similes: ["SEND_GIF", "REPLY_WITH_GIF", "FIND_GIF"],
    ...withoutClash(action.name, {
      body: `return replyWithGif(runtime, ${literal(endpoint)}, { ${query.join(", ")} });`,
      imports: [
        `import { replyWithGif } from "../giphy.js";`,
        `import { hasSettings } from "../settings.js";`,
      ],
    }),
    takes: Object.keys(action.parameters).length > 0 ? "values" : "",
    available: `hasSettings(runtime, ${literal(required)})`,
    examples: [
      { user: "Send me a GIF of a dancing cat.", agent: "Here is a GIF." },
      { user: "Answer that with a GIF!", agent: "I am looking for a fitting one." },
    ],
  });
}

function readme(actions: GifAction[], { key, base, fallback }: GiphySettings): string {
  const calls = actions.map(({ action, roles }) => {
    const given = roles.term ? { [roles.term]: "dancing cat" } : {};
    return `- \`${action.name} ${JSON.stringify(given)}\` replies with one GIF as an attachment: \`{ "id": "…", "url": "https://…", "title": "…", "contentType": "image/gif" }\``;
  });
  return `## GIFs

${calls.join("\n")}

The GIFs come from [Giphy](https://developers.giphy.com) at \`${base}\` (\`${fallback}\` without it) with the key in
\`${key}\`; without the key nothing is available. One of the results is picked at random. The key is never shown.
`;
}
