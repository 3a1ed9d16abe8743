import crypto from "node:crypto";
import dgram from "node:dgram";
import { once } from "node:events";
import fs from "node:fs";
import http from "node:http";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import type { Sign } from "./hostile-case.ts";
import { processesWith } from "./processes.ts";

/** How much a case asks for where it asks for much; a run without a box asks for what cannot hurt the machine. */
export interface Amounts {
  forks: number;
  megabytes: number;
}

/** Something that was seen outside of the box. */
export interface Observation {
  sign: Sign;
  detail: string;
}

/** Folders that every program may write to, besides our own. */
const SHARED_FOLDERS = ["/tmp", "/var/tmp", "/dev/shm"];
const UP = "../".repeat(24);

/** All that is in a folder; links are not followed. */
const entries = (folder: string, recursive: boolean): string[] =>
  fs.existsSync(folder)
    ? fs
        .readdirSync(folder, { recursive, withFileTypes: true })
        .map((entry) => path.join(entry.parentPath, entry.name))
    : [];

/**
 * All that lies outside of the box of one run: private files with a secret nobody else knows, a home folder, a folder that has
 * to stay empty, and listeners. It tells what became of them.
 */
export class Outside {
  readonly folder: string;
  /** Where the plugin is kept. */
  readonly source: string;
  /** The private file; also handed to whoever runs the check as an open file. */
  readonly canary: string;
  readonly home: string;
  readonly temporary: string;
  readonly marker = `marker-${crypto.randomBytes(6).toString("hex")}`;
  readonly #secret = `canary_${crypto.randomBytes(16).toString("hex")}`;
  readonly #planted = `planted_${crypto.randomBytes(16).toString("hex")}`;
  readonly #empty: string;
  readonly #hits: string[] = [];
  readonly #closers: (() => void)[] = [];
  readonly #ports: Record<string, string> = {};
  #homeBefore = "";
  /** Folders in which a file with the marker in its name is a file too many. */
  readonly #watched: string[];

  private constructor(watched: string[]) {
    this.folder = fs.mkdtempSync(path.join(os.tmpdir(), "outside-"));
    fs.chmodSync(this.folder, 0o755);
    const make = (name: string): string => {
      const folder = path.join(this.folder, name);
      fs.mkdirSync(folder, { recursive: true });
      return folder;
    };
    this.source = path.join(make("work"), "plugin");
    this.home = make("home");
    this.temporary = make("tmp");
    this.#empty = make("empty");
    const hidden = make("private");
    this.canary = path.join(hidden, "canary.txt");
    const secret = this.#secret;
    fs.writeFileSync(this.canary, `${secret}\n`);
    fs.writeFileSync(path.join(hidden, "canary.json"), JSON.stringify({ [secret]: secret }));
    fs.writeFileSync(path.join(hidden, "compile-reference.ts"), `${secret};\nexport {};\n`);
    make("home/.ssh");
    for (const name of [".ssh/id_ed25519", ".npmrc", ".gitconfig", ".env"]) {
      fs.writeFileSync(path.join(this.home, name), `; ${secret}\n`);
    }
    this.#watched = [this.source, this.temporary, ...watched];
  }

  /** @param watched folders in which nothing may be left behind, such as packages that plugins share. */
  static async open(watched: string[]): Promise<Outside> {
    const outside = new Outside(watched);
    await outside.#listen();
    outside.#homeBefore = outside.#homeNow();
    return outside;
  }

  async #listen(): Promise<void> {
    const heard = (kind: string) => (data: Buffer | string) => this.#hits.push(`${kind} ${data}`);
    const server = (kind: string): net.Server =>
      net.createServer((socket) => {
        this.#hits.push(kind);
        socket.on("data", heard(kind)).on("error", () => undefined); // whoever is killed resets
        socket.on("end", () => socket.end());
      });
    const open = async (kind: string, listener: net.Server, where: string | number) => {
      if (typeof where === "number") listener.listen(where, "127.0.0.1");
      else listener.listen({ path: where, writableAll: true, readableAll: true });
      await once(listener, "listening");
      this.#closers.push(() => listener.close());
      const address = listener.address();
      const port = typeof address === "object" ? address?.port : undefined;
      this.#ports[kind] = String(port ?? where);
    };
    await open("tcp", server("tcp"), 0);
    await open("unix", server("unix"), path.join(this.folder, "socket"));
    const abstract = net.createServer((socket) => {
      socket.on("data", heard("abstract")).on("error", () => undefined);
      socket.on("end", () => socket.end());
    });
    abstract.listen(`\0${this.marker}`);
    await once(abstract, "listening");
    this.#closers.push(() => abstract.close());
    const web = http.createServer((request, response) => {
      heard("http")(request.url ?? "");
      response.setHeader("connection", "close").end("reached");
    });
    await open("http", web, 0);
    const udp = dgram.createSocket("udp4").on("message", heard("udp"));
    udp.bind(0, "127.0.0.1");
    await once(udp, "listening");
    this.#ports.udp = String(udp.address().port);
    this.#closers.push(() => udp.close());
  }

  /** What stands for `{{words}}` in a hostile plugin. */
  known({ forks, megabytes }: Amounts): Record<string, string> {
    const hidden = path.dirname(this.canary);
    return {
      canary: this.canary,
      canaryJson: path.join(hidden, "canary.json"),
      canaryTs: path.join(hidden, "compile-reference.ts"),
      private: hidden,
      up: UP.slice(0, -1),
      home: this.home,
      tmp: this.temporary,
      empty: this.#empty,
      source: this.source,
      marker: this.marker,
      forks: String(forks),
      megabytes: String(megabytes),
      ...this.#ports,
    };
  }

  /** The environment of whoever runs the plugin, with a key in it. */
  environment(): Record<string, string> {
    return {
      PATH: process.env.PATH ?? "/usr/bin:/bin",
      HOME: this.home,
      TMPDIR: this.temporary,
      PLANTED_API_KEY: this.#planted,
    };
  }

  /** What got out, as far as it can be seen after a run that said this. */
  observe(said: string): Observation[] {
    return [
      ...this.#leaks("secret", this.#secret, said),
      ...this.#leaks("environment", this.#planted, said),
      ...this.#hits.map((detail): Observation => ({ sign: "connection", detail })),
      ...this.#files().map((detail): Observation => ({ sign: "file", detail })),
      ...processesWith(this.marker).map(({ command }): Observation => ({
        sign: "survivor",
        detail: command,
      })),
    ];
  }

  /** Lines with the word in them, as it is or as hexadecimal digits. */
  #leaks(sign: Sign, word: string, said: string): Observation[] {
    const digits = Buffer.from(word).toString("hex");
    return [...said.split(/\\n|\n/), ...this.#hits]
      .filter((line) => line.includes(word) || line.includes(digits))
      .map((line) => ({ sign, detail: line.slice(0, 300) }));
  }

  #files(): string[] {
    const marked = (folder: string, recursive: boolean): string[] =>
      entries(folder, recursive).filter((file) => path.basename(file).includes(this.marker));
    const home = this.#homeNow();
    return [
      ...fs.readdirSync(this.#empty).map((name) => path.join(this.#empty, name)),
      ...(home === this.#homeBefore ? [] : [`home: ${home}`]),
      ...this.#watched.flatMap((folder) => marked(folder, true)),
      ...SHARED_FOLDERS.flatMap((folder) => marked(folder, false)),
    ];
  }

  #homeNow(): string {
    return entries(this.home, true)
      .filter((file) => fs.statSync(file).isFile())
      .map((file) => `${file} ${fs.readFileSync(file, "utf8")}`)
      .sort()
      .join("\n");
  }

  /** Ends what was left behind and removes everything. */
  close(): void {
    for (const { pid } of processesWith(this.marker)) process.kill(pid, "SIGKILL");
    for (const close of this.#closers) close();
    for (const folder of SHARED_FOLDERS) {
      for (const name of fs.readdirSync(folder)) {
        if (name.includes(this.marker)) fs.rmSync(path.join(folder, name), { force: true });
      }
    }
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}
