import crypto from "node:crypto";
import fs from "node:fs";
import zlib from "node:zlib";
import { Header } from "tar";
import { readArchive } from "../../agents/archive/read-archive.ts";
import type { Members } from "../../agents/archive/format.ts";

/** One entry of a tar file, as anybody could make it. */
export interface Entry {
  path: string;
  content?: Buffer;
  type?: "File" | "SymbolicLink" | "Link" | "Directory" | "CharacterDevice";
  linkpath?: string;
  /** What its head says, whatever comes. */
  size?: number;
}

/** A tar file, byte by byte. */
export const tarOf = (entries: Entry[]): Buffer =>
  Buffer.concat([
    ...entries.flatMap(({ path, content = Buffer.alloc(0), type = "File", linkpath, size }) => {
      const head = Buffer.alloc(512);
      const header = new Header({
        path,
        type,
        mode: 0o644,
        size: size ?? content.length,
        ...(linkpath === undefined ? {} : { linkpath }),
      });
      header.encode(head);
      return [head, content, Buffer.alloc((512 - (content.length % 512)) % 512)];
    }),
    Buffer.alloc(1024),
  ]);

export const writeTar = (file: string, entries: Entry[]): void =>
  fs.writeFileSync(file, zlib.gzipSync(tarOf(entries)));

export interface Change {
  members?: Members;
  /** Fields of the manifest. */
  manifest?: Record<string, unknown>;
}

/** The same archive with other members, whose hashes are right, or with another manifest. */
export function rewritten(file: string, { members: changed = {}, manifest = {} }: Change): Entry[] {
  const archive = readArchive(file);
  const members = { ...archive.members, ...changed };
  const rest = Object.entries(members).filter(
    ([name, content]) => name !== "manifest.json" && content,
  );
  const listed = Object.fromEntries(
    rest.map(([name, content]) => [
      name,
      {
        bytes: content.length,
        sha256: crypto.createHash("sha256").update(content).digest("hex"),
      },
    ]),
  );
  const whole = { ...archive.manifest, members: listed, ...manifest };
  return [
    { path: "manifest.json", content: Buffer.from(JSON.stringify(whole)) },
    ...rest.map(([path, content]) => ({ path, content })),
  ];
}
