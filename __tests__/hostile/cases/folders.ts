import type { HostileCase } from "../hostile-case.ts";

const HOOK = `#!/bin/sh\necho ran > "{{empty}}/hook"\n`;

/** Has a private file bundled, and shows it when it is loaded. */
const shown = (
  name: string,
  about: string,
  file: string,
  links: Record<string, string> = {},
): HostileCase => ({
  name,
  about,
  zone: "build",
  files: {
    [`src/attempts/${name}.js`]: `import secret from "${file}";
export default async () => JSON.stringify(secret);
`,
  },
  links,
  group: "sources",
  expect: { verdict: "failed", findings: [new RegExp(`^(build|test) .*${name}`, "s")] },
  teeth: { tool: "esbuild", shows: "secret" },
});

/** Folders that are more than files with text: links, and git repositories that run programs. */
export const folders: HostileCase[] = [
  {
    name: "git-monitor",
    about: "Is a git repository that runs a program when git looks at it",
    zone: "files",
    files: {
      ".git/HEAD": "ref: refs/heads/main\n",
      ".git/config": `[core]
	repositoryformatversion = 0
	fsmonitor = "echo ran > '{{empty}}/git-monitor'; false"
[filter "evil"]
	clean = "echo ran > '{{empty}}/git-filter'; cat"
	smudge = cat
`,
      ".git/hooks/post-checkout": HOOK,
      ".git/objects/info/packs": "",
      ".git/refs/heads/.keep": "",
      ".gitattributes": "* filter=evil\n",
    },
    group: "harmless",
    expect: { verdict: "passed", findings: [] },
    teeth: { tool: "git", shows: "file" },
  },
  shown("linked-source", "Has a private file as one of its sources", "../linked.json", {
    "src/linked.json": "{{canaryJson}}",
  }),
  shown("linked-folder", "Has a private folder as one of its folders", "../linked/canary.json", {
    "src/linked": "{{private}}",
  }),
  shown("bundled-text", "Has a private file put into the bundle as text", "{{canary}}"),
  shown("bundled-json", "Has a private file put into the bundle as a module", "{{canaryJson}}"),
  {
    name: "linked-manifest",
    about: "Has a private file as its package.json",
    zone: "files",
    files: {},
    links: { "package.json": "{{canaryJson}}" },
    group: "linked-manifest",
    expect: { verdict: "refused", findings: [/ordinary package\.json/] },
    teeth: { none: "npm reads through the link as well, but shows nothing of it" },
  },
  {
    name: "linked-specification",
    about: "Has a private file as its specification",
    zone: "files",
    files: {},
    links: { "specification.json": "{{canaryJson}}" },
    group: "harmless",
    expect: { verdict: "passed", findings: [] },
    teeth: { none: "no other tool reads a specification" },
  },
];
