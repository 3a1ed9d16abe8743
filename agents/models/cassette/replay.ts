import type { PluginRequest } from "../model.ts";
import type { ReplayMode } from "../../../shared/config.ts";
import { ModelError } from "../../../shared/errors.ts";
import type { AgentName } from "../../../shared/events.ts";
import { oneLine } from "../../../shared/findings.ts";
import type { AnsweringSource, ModelSource } from "../model.ts";
import type { ModelSettings } from "../settings.ts";
import type { Abilities, Listener, TextModel, TextReply, TextRequest } from "../text-model.ts";
import type { Cassette, RecordedAttempt } from "./cassette.ts";
import { compareKeys, phaseOf, roleOf } from "./keys.ts";
import { needLive, notAsRecorded, notRecorded } from "./replay-errors.ts";
import { Scrubber, type ScrubOptions } from "./scrub.ts";
import { changedSegments, isSame, recordedRequest, segmentsOf, type Segment } from "./segments.ts";
import { cancelIfAborted, playStream } from "./stream.ts";

export interface ReplayOptions extends ScrubOptions {
  mode: ReplayMode;
  /** Goes on where the recording has nothing, in the mode `then-live`. */
  live?: TextModel | undefined;
  /** Hears of requests that are not the recorded ones, and in which segments. */
  onDrift?: ((key: string, changed: Segment[]) => void) | undefined;
  /** 0 plays at once, 1 in the time that it took. */
  speed?: number | undefined;
}

/** A recording as a model: every attempt gets what the attempt of the same key got, answers and failures alike. */
export const replayModel = (cassette: Cassette, options: ReplayOptions): TextModel =>
  new Replay(cassette, options);

class Replay implements TextModel {
  readonly #cassette: Cassette;
  readonly #options: ReplayOptions;
  readonly #scrubber: Scrubber;
  /** Every recorded attempt of a role, in the order in which they were made. */
  readonly #byRole = new Map<string, RecordedAttempt[]>();
  /** The last attempt that was played for a role. */
  readonly #played = new Map<string, string>();
  /** Phases that began from the recording. */
  readonly #begun = new Set<string>();
  /** Set in the mode `then-live`. */
  readonly #live: TextModel | undefined;
  /** Phases that the live model has taken over. */
  readonly #gone = new Set<string>();

  constructor(cassette: Cassette, options: ReplayOptions) {
    if (options.mode === "then-live") {
      if (!options.live) throw needLive("a language model");
      this.#live = options.live;
    }
    this.#cassette = cassette;
    this.#options = options;
    this.#scrubber = new Scrubber(options);
    const attempts = [...cassette.attempts.values()];
    for (const attempt of attempts.sort((one, other) => compareKeys(one.key, other.key))) {
      const role = roleOf(attempt.key);
      this.#byRole.set(role, [...(this.#byRole.get(role) ?? []), attempt]);
    }
  }

  /** As recorded for the role's next attempt: an endpoint can lose an ability on the way. */
  abilities(role: AgentName): Abilities {
    const attempts = this.#byRole.get(role) ?? [];
    const played = this.#played.get(role);
    const next = attempts.find(({ key }) => !played || compareKeys(key, played) > 0);
    if (this.#live && !(next && this.#plays(phaseOf(next.key)))) return this.#live.abilities(role);
    // Without any attempt of the role the next one is a miss, which says so.
    return (next ?? attempts.at(-1))?.abilities ?? { tools: true, format: true };
  }

  modelFor(settings: ModelSettings): string {
    const attempts = [...this.#cassette.attempts.values()];
    const asked = attempts.find(({ request }) => isSame(request.settings, settings)) ?? attempts[0];
    if (this.#live && (this.#gone.size > 0 || !asked)) return this.#live.modelFor(settings);
    return asked?.model ?? "a recording";
  }

  async attempt(request: TextRequest, listener: Listener): Promise<TextReply> {
    const { key, signal } = request;
    const { mode, onDrift, speed = 0 } = this.#options;
    cancelIfAborted(signal);
    const attempt = this.#cassette.attempts.get(key);
    if (this.#live && this.#goesLive(key, attempt)) return this.#live.attempt(request, listener);
    if (!attempt) throw notRecorded(this.#cassette, roleOf(key), key);
    this.#played.set(roleOf(key), key);
    const now = segmentsOf(recordedRequest(request, this.#scrubber));
    const changed = changedSegments(attempt.segments, now);
    if (changed.length > 0) onDrift?.(key, changed);
    if (mode === "strict" && changed.some((each) => each === "messages" || each === "tools")) {
      throw notAsRecorded(key, changed);
    }
    await playStream(attempt, listener, signal, speed);
    if (attempt.reply) return structuredClone(attempt.reply);
    throw this.#failure(attempt);
  }

  /**
   * From the first miss on everything goes live, but for phases that began from the recording and are still in it: no
   * conversation is torn in two without need. A failure after which the recording has nothing more is where it broke off,
   * and that is what going live is to get past.
   */
  #goesLive(key: string, attempt: RecordedAttempt | undefined): boolean {
    const phase = phaseOf(key);
    const isPlayable = attempt && !(attempt.failure && this.#isLast(key));
    const goesLive = !isPlayable || !this.#plays(phase);
    (goesLive ? this.#gone : this.#begun).add(phase);
    return goesLive;
  }

  /** Whether a phase may be played while others have gone live. */
  #plays(phase: string): boolean {
    return this.#gone.size === 0 || (this.#begun.has(phase) && !this.#gone.has(phase));
  }

  /** Whether nothing was recorded behind this attempt in its phase. */
  #isLast(key: string): boolean {
    const attempts = this.#byRole.get(roleOf(key)) ?? [];
    return !attempts.some(
      (other) => phaseOf(other.key) === phaseOf(key) && compareKeys(other.key, key) > 0,
    );
  }

  /**
   * The recorded failure. Where the recording goes on behind it, the wait was over once and is not waited for again;
   * where it does not, the time stays, so that whoever asked makes the same of it as then.
   */
  #failure({ key, failure }: RecordedAttempt): ModelError {
    if (!failure) throw new Error(`The recorded attempt ${key} has no end.`);
    const { kind, message, retryAfterMs, category } = failure;
    return new ModelError(kind, message, {
      retryAfterMs: this.#isLast(key) ? retryAfterMs : 0,
      category,
    });
  }
}

/**
 * A recording as a model source. A job's language model is played as one; the offline model's answers come back as they
 * were, unchecked against what is asked now.
 */
export function replaySource(
  cassette: Cassette,
  { live, ...options }: Omit<ReplayOptions, "live"> & { live?: ModelSource | undefined },
): ModelSource {
  const isLive = options.mode === "then-live";
  const named = { name: "replay", reason: reasonOf(cassette, isLive ? live : undefined) };
  if (isOfAnswers(cassette)) {
    if (!isLive) return { ...named, answer: playAnswers(cassette) };
    if (!live || !("answer" in live)) throw needLive("the offline model");
    return { ...named, answer: playAnswers(cassette, live) };
  }
  const model = live && "model" in live ? live.model : undefined;
  return { ...named, model: replayModel(cassette, { ...options, live: model }) };
}

const isOfAnswers = ({ header, attempts, answers }: Cassette): boolean =>
  attempts.size === 0 && (answers.size > 0 || header.source === "offline");

/** What is played, so that nobody takes it for a model at work. */
function reasonOf(
  { header: { recordedAt, product, source, title, request }, attempts }: Cassette,
  live: ModelSource | undefined,
): string {
  const asked = askedFor(request);
  const models = new Set([...attempts.values()].map(({ reply, model }) => reply?.model ?? model));
  const who = models.size > 0 ? [...models].sort().join(", ") : `the ${source} model`;
  const recorded = `${title ?? asked}, answered by ${who} and recorded on ${recordedAt.slice(0, 10)} with ${product.name} ${product.version}`;
  return live
    ? `A recording is played as far as it goes: ${recorded}. After that: ${live.reason}`
    : `A recording is played and no model is asked: ${recorded}.`;
}

function askedFor(request: PluginRequest): string {
  if ("specification" in request) return request.specification.name;
  return `"${shortened("wish" in request ? request.wish : request.description)}"`;
}

function shortened(text: string): string {
  const line = oneLine(text);
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}

/** Answers by key; once one is missing, everything is asked of the live source where there is one. */
function playAnswers(cassette: Cassette, live?: AnsweringSource): AnsweringSource["answer"] {
  let isLive = false;
  return async (call) => {
    const { key, role, purpose, think } = call;
    const recorded = isLive ? undefined : cassette.answers.get(key ?? "");
    if (recorded?.purpose !== purpose) {
      if (!live) throw notRecorded(cassette, role, key ?? `its "${purpose}" outside of a job`);
      isLive = true;
      return live.answer(call);
    }
    recorded.thoughts.forEach((thought) => think(thought));
    return structuredClone(recorded.answer);
  };
}
