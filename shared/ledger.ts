import fs from "node:fs";
import path from "node:path";
import { debug } from "./log.ts";
import { Spent } from "./spending.ts";

const log = debug("ledger");

/**
 * What calls cost that no job's journal can hold: of requests that led to no job, and of attempts that ended after their
 * job did. They count for the day's budget like all others.
 */
export class Ledger {
  readonly #file: string;
  readonly #entries: Spent[];

  constructor(dataDir: string) {
    this.#file = path.join(dataDir, "ledger.jsonl");
    const lines = fs.existsSync(this.#file) ? fs.readFileSync(this.#file, "utf8").split("\n") : [];
    this.#entries = lines.filter(Boolean).flatMap(read);
  }

  add(spent: Spent): void {
    this.#entries.push(spent);
    try {
      fs.mkdirSync(path.dirname(this.#file), { recursive: true });
      fs.appendFileSync(this.#file, `${JSON.stringify(spent)}\n`);
    } catch (error) {
      log("not written: %o", error); // it counts in this process; a full disk shows itself in the journals
    }
  }

  all(): Spent[] {
    return this.#entries;
  }
}

function read(line: string): Spent[] {
  try {
    return [Spent.parse(JSON.parse(line))];
  } catch (error) {
    log("a line cannot be read: %o", error); // torn by a crash
    return [];
  }
}
