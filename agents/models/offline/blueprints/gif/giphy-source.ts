import type { ProviderSpecification } from "../../../../../shared/specification.ts";
import type { SourceFile, Wiring } from "../../blueprint.ts";
import { providerConstant, providerWiring } from "../../code/context.ts";
import { doc, key as property, literal, quote } from "../../code/text.ts";

/** Names of the settings Giphy is reached with, and its address without one. */
export interface GiphySettings {
  key: string;
  base: string;
  fallback: string;
}

/** The file that asks Giphy and makes an attachment of its answer. */
export function giphyFile(
  plugin: string,
  { key, base, fallback }: GiphySettings,
  keeps: boolean,
): SourceFile {
  return {
    path: "src/giphy.ts",
    content: `import type { ContentType, IAgentRuntime, Media } from "@elizaos/core";
import { z } from "zod";
import { addQuery, isWeb, send } from "./http.js";
import { failure, type Answer } from "./respond.js";
import { setting } from "./settings.js";

const Gif = z.object({
  id: z.string().max(2000),
  title: z.string().max(2000).default(""),
  images: z.object({ original: z.object({ url: z.url() }) }),
});

/** Searches and trends answer with a list, random with one GIF or, for want of one, an empty list. */
const GiphyAnswer = z.object({ data: z.union([z.array(Gif), Gif.transform((gif) => [gif])]) });
${
  keeps
    ? `
const LAST_GIF = ${quote(`${plugin}:last-gif`)};

/** The GIF that was sent last, if there was one. */
export async function lastGif(runtime: IAgentRuntime): Promise<Media | undefined> {
  return (await runtime.getCache<Media>(LAST_GIF)) ?? undefined;
}
`
    : ""
}
/** Asks Giphy and answers with one of the GIFs it found as an attachment. */
export async function replyWithGif(
  runtime: IAgentRuntime,
  endpoint: "search" | "trending" | "random",
  query: Record<string, unknown>,
): Promise<Answer> {
  const key = setting(runtime, ${quote(key)});
  if (key === undefined) return failure(${quote(`The Giphy key is missing: set ${key}.`)});
  const base = setting(runtime, ${quote(base)}) ?? ${quote(fallback)};
  const address = \`\${base.replace(/\\/+$/, "")}/v1/gifs/\${endpoint}\`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !isWeb(url)) return failure(${quote(`${base} must be a web address such as https://api.giphy.com.`)});
  addQuery(url, { api_key: key, ...query });
  const outcome = await send({ method: "GET", url, secrets: [key] });
  if (!outcome.ok) return failure(outcome.text);
  const answer = GiphyAnswer.safeParse(outcome.response.body);
  if (!answer.success) return failure("Giphy answered with something that is no list of GIFs.");
  const found = answer.data.data;
  const gif = found[Math.floor(Math.random() * found.length)];
  const wanted = query["q"] ?? query["tag"];
  const subject = wanted === undefined ? "" : \` for "\${String(wanted)}"\`;
  if (!gif) return failure(\`Giphy has no GIF\${subject}.\`);
  const attachment: Media = {
    id: gif.id,
    url: gif.images.original.url,
    title: gif.title,
    source: "giphy",
    contentType: "image/gif" as ContentType, // ElizaOS lists only broad kinds; clients want the real type
  };
${keeps ? "  await runtime.setCache(LAST_GIF, attachment);\n" : ""}  return {
    success: true,
    text: \`Here is a GIF\${subject}\${gif.title ? \`: \${gif.title}\` : ""}.\`,
    attachments: [attachment],
    values: { gifUrl: attachment.url },
    data: { gif: attachment, attachments: [attachment], found: found.length },
  };
}
`,
  };
}

/** A provider's file that shows the GIF sent last. */
export function gifProvider({ name, description, dataStructure = {} }: ProviderSpecification): {
  file: SourceFile;
  wiring: Wiring;
} {
  const wiring = providerWiring(name);
  const fields = Object.keys(dataStructure).map((field) => {
    const own = ["id", "url", "title"].find((each) => field.toLowerCase().endsWith(each));
    return `${property(field)}: ${own ? `gif?.${own} ?? null` : "gif ?? null"}`;
  });
  const content = `import type { Provider } from "@elizaos/core";
import { lastGif } from "../giphy.js";

${doc(description || "The GIF that was sent last.")}
export const ${providerConstant(name)}: Provider = {
  name: ${quote(name)},
  description: ${quote(description)},
  get: async (runtime) => {
    const gif = await lastGif(runtime);
    return {
      text: gif ? \`Last GIF: \${gif.title || "untitled"}, \${gif.url}\` : "No GIF has been sent yet.",
      values: { lastGif: gif?.url ?? ${literal("")} },
      data: { ${[...fields, "gif: gif ?? null"].join(", ")} },
    };
  },
};
`;
  return { file: { path: `src/${wiring.file}`, content }, wiring };
}
