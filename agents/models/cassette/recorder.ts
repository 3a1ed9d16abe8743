import fs from "node:fs";
import path from "node:path";
import { ModelError, WorkspaceError } from "../../../shared/errors.ts";
import type { Parent } from "../../../shared/event-fields.ts";
import { packageName, packageVersion } from "../../../shared/package.ts";
import { noUsage } from "../../../shared/usage.ts";
import type { PluginRequest, Purpose } from "../model.ts";
import type { Listener, TextModel, TextReply, TextRequest } from "../text-model.ts";
import {
  readCassette,
  readHeader,
  type CassetteEnd,
  type CassetteEntry,
  type CassetteHeader,
  type RecordedAttempt,
  type Streamed,
} from "./cassette.ts";
import { AttemptKey, callOf, CallKey, phaseOf } from "./keys.ts";
import { Scrubber, type ScrubOptions } from "./scrub.ts";
import { changedSegments, recordedRequest, segmentsOf, type Segments } from "./segments.ts";
import { playStream, scrubStream } from "./stream.ts";

/** Name of the recording in a job's folder. */
export const CASSETTE_FILE = "model.cassette.jsonl";

type AnsweredAttempt = RecordedAttempt & { reply: TextReply };

export interface RecorderOptions extends ScrubOptions {
  /** Name of the model source, such as `anthropic`. */
  source: string;
  request: PluginRequest;
  maxIterations: number;
  parent?: Parent | undefined;
  title?: string | undefined;
}

/**
 * Records every model call of one job, one JSON object a line, readable by its owner only. No secret and no HTTP is
 * written: what an endpoint sent is kept as the blocks and pieces that the agents saw.
 */
export class Recorder {
  readonly file: string;
  readonly #options: RecorderOptions;
  /** Also takes paths of this machine out of what was asked: it has to compare equal on any other. */
  readonly #asked: Scrubber;
  readonly #answered: Scrubber;
  /** What was recorded of phases that begin anew, by phase. */
  readonly #before = new Map<string, RecordedAttempt[]>();
  /** Whether the file has a header and ends with a whole line. */
  #ready = false;

  /** @param folder the job's folder; a recording that is there already is continued. */
  constructor(folder: string, options: RecorderOptions) {
    this.file = path.join(folder, CASSETTE_FILE);
    this.#options = options;
    this.#asked = new Scrubber(options);
    this.#answered = new Scrubber({ secrets: options.secrets ?? [] });
    this.#guarded(() => this.#prepare());
  }

  /**
   * A phase begins. If it was begun before, and broke off with a crash or a wait, what was asked then is answered as it was
   * then, and nothing is paid twice; that ends with the first question that is another one.
   * @param phase `role/iteration`
   */
  begin(phase: string): void {
    const attempts = [...readCassette(this.file).attempts.values()];
    this.#before.set(
      phase,
      attempts.filter(({ key }) => phaseOf(key) === phase),
    );
  }

  /** The same model, with each of its attempts written down when it ends, whatever its end is. */
  record(model: TextModel): TextModel {
    return {
      abilities: (role) => model.abilities(role),
      modelFor: (settings) => model.modelFor(settings),
      attempt: (request, listener) => this.#attempt(model, request, listener),
    };
  }

  /** Writes down an answer of a source that is no language model. */
  recordAnswer(key: string, purpose: Purpose, thoughts: string[], answer: unknown): void {
    this.#append({
      kind: "answer",
      key: CallKey.parse(key),
      purpose,
      thoughts: this.#thoughts(thoughts),
      answer: this.#answered.value(answer),
    });
  }

  /** Writes down how the job ended. @param trees git trees of its commits, in order. */
  end(status: CassetteEnd["status"], trees: string[]): void {
    this.#append({ kind: "end", status, trees });
  }

  async #attempt(model: TextModel, request: TextRequest, listener: Listener): Promise<TextReply> {
    const started = performance.now();
    const sinceStart = (): number => Math.round(performance.now() - started);
    const asked = recordedRequest(request, this.#asked);
    const before = this.#answeredBefore(request.key, segmentsOf(asked));
    if (before) {
      await playStream(before, { ...listener, usage: () => undefined }, request.signal, 0);
      return { ...structuredClone(before.reply), usage: noUsage };
    }
    const begun = {
      kind: "attempt",
      key: AttemptKey.parse(request.key),
      model: this.#answered.text(model.modelFor(request.settings)),
      abilities: { ...model.abilities(request.role) },
      segments: segmentsOf(asked),
      request: asked,
    } as const;
    const stream: Streamed[] = [];
    const write = (end: Pick<RecordedAttempt, "reply" | "failure">): void => {
      const scrubbed = scrubStream(stream, this.#answered);
      this.#append({ ...begun, stream: scrubbed, ...end, durationMs: sinceStart() });
    };
    let reply: TextReply;
    try {
      reply = await model.attempt(request, {
        delta(delta) {
          stream.push([sinceStart(), delta.kind, delta.block, delta.text]);
          listener.delta(delta);
        },
        usage(usage) {
          stream.push([sinceStart(), "usage", usage]);
          listener.usage(usage);
        },
      });
    } catch (error) {
      // Anything but a ModelError is a bug; a replay has no use for it.
      if (error instanceof ModelError) write({ failure: this.#failure(error) });
      throw error;
    }
    write({ reply: this.#reply(reply) });
    return reply;
  }

  #answeredBefore(key: string, segments: Segments): AnsweredAttempt | undefined {
    const before = this.#before.get(phaseOf(key)) ?? [];
    const attempts = before.filter((each) => callOf(each.key) === callOf(key));
    // Retries may have asked with more room or another model; the first attempt shows what the question was.
    const [first] = attempts;
    const answered = attempts.find((each): each is AnsweredAttempt => each.reply !== undefined);
    if (first && answered && changedSegments(first.segments, segments).length === 0)
      return answered;
    this.#before.delete(phaseOf(key));
    return undefined;
  }

  #failure({ kind, message, retryAfterMs, category }: ModelError): RecordedAttempt["failure"] {
    return {
      kind,
      message: this.#answered.text(message),
      retryAfterMs,
      category: category === undefined ? undefined : this.#answered.text(category),
    };
  }

  #reply({ blocks, stop, refusal, usage, model }: TextReply): TextReply {
    return {
      blocks: blocks.map((block) => this.#answered.block(block)),
      stop,
      refusal: this.#answered.value(refusal) as TextReply["refusal"],
      usage,
      model: this.#answered.text(model),
    };
  }

  #thoughts(thoughts: string[]): string[] {
    const text = thoughts.join("");
    const clean = this.#answered.text(text);
    return clean === text ? thoughts : [clean];
  }

  #append(entry: CassetteEntry): void {
    this.#guarded(() => {
      if (!this.#ready) this.#prepare();
      this.#ready = false; // a write that fails can leave half a line
      fs.appendFileSync(this.file, `${JSON.stringify(entry)}\n`);
      this.#ready = true;
    });
  }

  /** Continues what is there, without half a line at its end; begins a new recording where there is none. */
  #prepare(): void {
    fs.mkdirSync(path.dirname(this.file), { recursive: true });
    fs.closeSync(fs.openSync(this.file, "a", 0o600));
    fs.chmodSync(this.file, 0o600);
    dropTornLine(this.file);
    if (fs.statSync(this.file).size === 0) {
      fs.appendFileSync(this.file, `${JSON.stringify(this.#header())}\n`);
    } else {
      readHeader(this.file, fs.readFileSync(this.file, "utf8").split("\n", 1)[0]);
    }
    this.#ready = true;
  }

  #header(): CassetteHeader {
    const { source, request, maxIterations, parent, title } = this.#options;
    return {
      v: 1,
      kind: "header",
      recordedAt: new Date().toISOString(),
      product: { name: packageName, version: packageVersion },
      source,
      title: title === undefined ? undefined : this.#answered.text(title),
      request: this.#answered.value(request) as PluginRequest,
      maxIterations,
      parent,
    };
  }

  #guarded(write: () => void): void {
    try {
      write();
    } catch (cause) {
      if (cause instanceof WorkspaceError) throw cause;
      throw new WorkspaceError(
        `The recording ${this.file} cannot be written (${String(cause)}). Free some disk space or make the folder writable; the job goes on from its last event at the next start.`,
        { cause },
      );
    }
  }
}

/** A crash can leave half a line at the end; appending behind it would spoil the next one too. */
function dropTornLine(file: string): void {
  if (fs.statSync(file).size === 0) return;
  const content = fs.readFileSync(file);
  const whole = content.lastIndexOf("\n") + 1;
  if (whole < content.length) fs.truncateSync(file, whole);
}
