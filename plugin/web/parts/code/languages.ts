import type { Extension } from "@codemirror/state";

/** Languages by the ends of file names; each is loaded when the first file of it is opened. */
const LANGUAGES: [RegExp, () => Promise<Extension>][] = [
  [
    /\.[cm]?[jt]sx?$/,
    async () => {
      const { javascript } = await import("@codemirror/lang-javascript");
      return javascript({ typescript: true, jsx: true });
    },
  ],
  [/\.json$/, async () => (await import("@codemirror/lang-json")).json()],
  [/\.md$/, async () => (await import("@codemirror/lang-markdown")).markdown()],
];

/** How a file is highlighted; nothing for a file of a kind that is not known here. */
export async function languageOf(path: string): Promise<Extension> {
  const [, load] = LANGUAGES.find(([ending]) => ending.test(path)) ?? [];
  return (await load?.()) ?? [];
}
