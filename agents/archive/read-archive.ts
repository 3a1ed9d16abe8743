import fs from "node:fs";
import zlib from "node:zlib";
import { Parser, type ReadEntry } from "tar";
import { ConfigError } from "../../shared/errors.ts";
import { shown } from "../../shared/findings.ts";
import { sha256 } from "./export-job.ts";
import {
  formatOf,
  isMember,
  isOwnFormat,
  Manifest,
  members as limits,
  memberNames,
  MOST_COMPRESSED,
  MOST_UNPACKED,
  type MemberName,
  type Members,
} from "./format.ts";

/** The file is no archive of ours, or not as it was made. */
export class BadArchive extends ConfigError {
  override name = "BadArchive";

  constructor(why: string, options?: ErrorOptions) {
    super(`The archive cannot be imported: ${why} Nothing was changed here.`, options);
  }
}

export interface Archive {
  manifest: Manifest;
  members: Members;
}

/**
 * Reads an archive into memory, where nothing in it can do anything. Throws BadArchive for whatever is not exactly as an
 * export writes it: other names, links, folders, a name twice, too many bytes, or other bytes than the manifest says.
 */
export function readArchive(file: string): Archive {
  const members = membersOf(unpacked(contentOf(file)));
  const manifest = manifestOf(members["manifest.json"]);
  for (const name of memberNames) assertAsListed(name, members[name], manifest);
  const strange = Object.keys(manifest.members).find((name) => !isMember(name));
  if (strange !== undefined) {
    throw new BadArchive(`its manifest names a member ${shown(strange)}, which no archive has.`);
  }
  return { manifest, members };
}

function contentOf(file: string): Buffer {
  const found = fs.statSync(file, { throwIfNoEntry: false });
  if (!found) throw new BadArchive(`there is no file ${file}.`);
  if (!found.isFile()) throw new BadArchive(`${file} is no ordinary file.`);
  if (found.size > MOST_COMPRESSED) {
    throw new BadArchive(`${file} has ${found.size} bytes; at most ${MOST_COMPRESSED} are taken.`);
  }
  return fs.readFileSync(file);
}

function unpacked(content: Buffer): Buffer {
  try {
    return zlib.gunzipSync(content, { maxOutputLength: MOST_UNPACKED });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why =
      code === "ERR_BUFFER_TOO_LARGE"
        ? `more than ${MOST_UNPACKED} bytes come out of it.`
        : code === "Z_BUF_ERROR"
          ? "it ends before its end; it was not copied whole."
          : "it is no file that plugin-dynamic export has made.";
    throw new BadArchive(why, { cause });
  }
}

/** The members of a tar file, each by its name. */
function membersOf(tar: Buffer): Members {
  // The parser would unpack again what is packed twice.
  if (tar.length < 512 || tar.readUInt16BE(0) === 0x1f8b) {
    throw new BadArchive("it is no file that plugin-dynamic export has made.");
  }
  const members: Members = {};
  const parser = new Parser({
    strict: true,
    zstd: false,
    brotli: false,
    maxMetaEntrySize: 1024,
    onReadEntry: (entry) => takeIn(entry, members),
  });
  // With all bytes at hand everything happens before `end` returns.
  let trouble: unknown;
  parser.on("error", (error) => void (trouble ??= error));
  try {
    parser.end(tar);
  } catch (error) {
    trouble ??= error;
  }
  if (trouble instanceof BadArchive) throw trouble;
  if (trouble !== undefined) {
    const why = trouble instanceof Error ? trouble.message : "it cannot be read";
    throw new BadArchive(`its parts cannot be told apart (${shown(why)}).`, { cause: trouble });
  }
  return members;
}

function takeIn(entry: ReadEntry, members: Members): void {
  const { path: name, type, size } = entry;
  if (!isMember(name)) {
    throw new BadArchive(
      `it holds ${shown(name)}; expected nothing but ${memberNames.join(", ")}.`,
    );
  }
  if (type !== "File") {
    throw new BadArchive(`its ${name} is a ${type}; expected an ordinary file.`);
  }
  if (members[name]) throw new BadArchive(`it holds ${name} twice.`);
  if (size > limits[name]) {
    throw new BadArchive(`its ${name} has ${size} bytes; at most ${limits[name]} are taken.`);
  }
  const pieces: Buffer[] = [];
  members[name] = Buffer.alloc(0);
  entry.on("data", (piece: Buffer) => void pieces.push(piece));
  entry.on("end", () => (members[name] = Buffer.concat(pieces)));
}

function manifestOf(content: Buffer | undefined): Manifest {
  if (!content) throw new BadArchive("it has no manifest.json.");
  let value: unknown;
  try {
    value = JSON.parse(content.toString("utf8"));
  } catch (cause) {
    throw new BadArchive("its manifest.json is no JSON.", { cause });
  }
  const format = formatOf(value);
  if (format !== undefined && !isOwnFormat(format)) {
    throw new BadArchive(
      `it has format ${format}, which this version does not read; import it with the version that made it, or a newer one.`,
    );
  }
  const manifest = Manifest.safeParse(value);
  if (manifest.success) return manifest.data;
  const [{ path: place = [], message = "" } = {}] = manifest.error.issues;
  throw new BadArchive(`its manifest.json is not right at ${shown(place.join("."))}: ${message}.`, {
    cause: manifest.error,
  });
}

function assertAsListed(name: MemberName, content: Buffer | undefined, { members }: Manifest) {
  const listed = members[name];
  if (name === "manifest.json" || (!content && !listed)) return;
  if (!content) throw new BadArchive(`its ${name} is missing.`);
  if (listed?.bytes === content.length && listed.sha256 === sha256(content)) return;
  throw new BadArchive(
    listed
      ? `its ${name} is not what its manifest says; somebody or something changed it.`
      : `its manifest does not name ${name}.`,
  );
}
