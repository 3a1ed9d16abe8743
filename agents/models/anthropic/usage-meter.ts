import type Anthropic from "@anthropic-ai/sdk";
import { estimateTokens, type Usage } from "../../../shared/usage.ts";

/** The counts of the Messages API; any of them may be missing in any event. */
interface Counts {
  input?: number | undefined;
  output?: number | undefined;
  cacheRead?: number | undefined;
  cacheWritten?: number | undefined;
  cacheWritten5m?: number | undefined;
  cacheWritten1h?: number | undefined;
  thinking?: number | undefined;
}

type ToldUsage = Partial<Pick<Anthropic.Usage, "cache_creation"> & Anthropic.MessageDeltaUsage>;

/** Counts the tokens of one attempt from its events: what an event leaves out keeps its last value. */
export class UsageMeter {
  readonly #prompt: string;
  #counts: Counts = {};
  /** Whether the endpoint told what it wrote in the end; until then it is estimated from what came. */
  #told = false;
  #written = 0;

  /** @param prompt everything that was sent, for endpoints that do not count it. */
  constructor(prompt: string) {
    this.#prompt = prompt;
  }

  /** The model wrote something. */
  wrote(text: string): void {
    this.#written += text.length;
  }

  begin(usage: ToldUsage): void {
    this.#take(usage);
  }

  end(usage: ToldUsage): void {
    this.#take(usage);
    this.#told = count(usage.output_tokens) !== undefined;
  }

  #take(usage: ToldUsage): void {
    const told: Counts = {
      input: count(usage.input_tokens),
      output: count(usage.output_tokens),
      cacheRead: count(usage.cache_read_input_tokens),
      cacheWritten: count(usage.cache_creation_input_tokens),
      cacheWritten5m: count(usage.cache_creation?.ephemeral_5m_input_tokens),
      cacheWritten1h: count(usage.cache_creation?.ephemeral_1h_input_tokens),
      thinking: count(usage.output_tokens_details?.thinking_tokens),
    };
    const known = Object.entries(told).filter(([, value]) => value !== undefined);
    this.#counts = { ...this.#counts, ...Object.fromEntries(known) };
  }

  usage(): Usage {
    const {
      input,
      output = 0,
      cacheRead,
      cacheWritten,
      cacheWritten5m,
      cacheWritten1h,
      thinking,
    } = this.#counts;
    const cacheWrite1h = cacheWritten1h ?? 0;
    const written = cacheWritten ?? (cacheWritten5m ?? 0) + cacheWrite1h;
    const inputTold = [input, cacheRead, cacheWritten].some((each) => each !== undefined);
    return {
      input: inputTold ? (input ?? 0) : estimateTokens(this.#prompt),
      output: this.#told ? output : Math.max(output, Math.ceil(this.#written / 3)),
      cacheRead: cacheRead ?? 0,
      cacheWrite5m: Math.max(0, written - cacheWrite1h),
      cacheWrite1h,
      thinking: thinking ?? 0,
      estimated: !this.#told || !inputTold,
    };
  }
}

/** A number of tokens, or nothing for what is none. */
const count = (value: unknown): number | undefined =>
  typeof value === "number" && Number.isFinite(value) && value >= 0 ? Math.round(value) : undefined;
