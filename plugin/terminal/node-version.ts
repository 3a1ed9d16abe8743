/** Oldest Node that everything we use runs on; the same as "engines" in package.json. */
export const MINIMUM_NODE = "20.19.0";

/** One sentence when a version of Node is too old, nothing otherwise. */
export function nodeTooOld(version: string): string | undefined {
  const found = version.split(".").map(Number);
  const wanted = MINIMUM_NODE.split(".").map(Number);
  const at = wanted.findIndex((number, index) => found[index] !== number);
  if (at < 0 || Number(found[at]) > Number(wanted[at])) return undefined;
  return `plugin-dynamic needs Node ${MINIMUM_NODE} or newer, this is Node ${version}. Install a newer one from https://nodejs.org.`;
}
