import type { HostileCase } from "../hostile-case.ts";

/** Says who wrote it, for a case of some name. */
const write = (name: string): string =>
  `node -e "require('fs').writeFileSync('{{empty}}/${name}', '')"`;

const dependency = (
  name: string,
  about: string,
  range: string,
  more: Pick<HostileCase, "teeth"> & Partial<Pick<HostileCase, "files">>,
): HostileCase => ({
  name,
  about,
  zone: "packages",
  files: {},
  dependencies: { [name]: range },
  group: "dependencies",
  expect: { verdict: "refused", findings: [new RegExp(`dependencies\\.${name}`)] },
  ...more,
});

const network = { none: "it would need the network" };

/** Ways to have code run, or fetched from anywhere, when packages are installed. */
export const packages: HostileCase[] = [
  {
    name: "own-scripts",
    about: "Runs scripts of its own when it is installed, built or tested",
    zone: "packages",
    files: {
      "package.json": JSON.stringify({
        name: "@acme/plugin-hostile",
        version: "1.0.0",
        type: "module",
        scripts: Object.fromEntries(
          ["preinstall", "install", "postinstall", "prepare", "build", "test"].map((script) => [
            script,
            write("own-scripts"),
          ]),
        ),
      }),
    },
    group: "harmless",
    expect: { verdict: "passed", findings: [] },
    teeth: { tool: "npm", shows: "file" },
  },
  dependency("folder-dependency", "Depends on a folder that runs a script", "file:./evil", {
    files: {
      "evil/package.json": JSON.stringify({
        name: "folder-dependency",
        version: "1.0.0",
        scripts: { postinstall: write("folder-dependency") },
      }),
    },
    teeth: { tool: "npm", shows: "file" },
  }),
  dependency("host-folder-dependency", "Depends on a folder of this machine", "file:{{private}}", {
    teeth: { none: "npm links to it, and shows nothing of it" },
  }),
  dependency("git-dependency", "Depends on a git repository", "git+https://127.0.0.1:{{http}}/x", {
    teeth: network,
  }),
  dependency("address-dependency", "Depends on an archive", "http://127.0.0.1:{{http}}/x.tgz", {
    teeth: { tool: "npm", shows: "connection" },
  }),
  dependency("short-dependency", "Depends on a repository by its short name", "evil/evil", {
    teeth: network,
  }),
  dependency("renamed-dependency", "Depends on a package by another name", "npm:other@1", {
    teeth: network,
  }),
];
