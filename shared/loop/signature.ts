import { stripVTControlCharacters } from "node:util";
import type { Finding } from "../results.ts";

/** What makes two findings the same one: the numbers, names and places in their message do not count. */
export const signatureOf = ({ from, rule, file, message }: Finding): string =>
  [from, rule, file, normalised(message)].join("|");

const normalised = (message: string): string =>
  cleaned(message)
    .replaceAll(/"[^"\n]*"|'[^'\n]*'|`[^`\n]*`/g, "Q")
    .replaceAll(/(?:[\w.-]+\/)+[\w.-]+/g, "P")
    .replaceAll(/\b(?:0x)?[0-9a-f]{8,}\b/gi, "H")
    .replaceAll(/\d+/g, "N")
    .replaceAll(/\s+/g, " ")
    .trim();

/** A tool's words without colours, without where this machine keeps things, and without how long it took. */
export const cleaned = (text: string): string =>
  stripVTControlCharacters(text)
    .replaceAll(ABSOLUTE, relative)
    .replaceAll(/ \(\d+(?:\.\d+)? ?m?s\)|^\s*(?:Duration|Start at) .*$\n?/gm, "")
    .replaceAll(/^(\s*[✓✔×✗↓❯].*?)\s+\d+(?:\.\d+)? ?m?s$/gm, "$1")
    .trim();

const ABSOLUTE = /(?<![\w.:/\\-])(?:file:\/\/)?(?:[A-Za-z]:)?(?:[\\/][\w.@+~-]+){2,}/g;
const HOME = /^(?:file:|[A-Za-z]:|\/(?:tmp|home|Users|root|var|private|usr|opt|srv|mnt)\/)/;

/** Of a path on this machine what lies inside the plugin; paths of a web address stay as they are. */
function relative(found: string): string {
  const packages = found.search(/[\\/]node_modules[\\/]/);
  if (packages >= 0) return found.slice(packages + 1);
  const [, inside] = /^.*[\\/]((?:src|dist)[\\/].*)$/.exec(found) ?? [];
  if (inside) return inside;
  return HOME.test(found) ? (found.split(/[\\/]/).at(-1) ?? found) : found;
}
