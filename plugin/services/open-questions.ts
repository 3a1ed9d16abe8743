import type { Begun } from "../../agents/team.ts";
import type { Origin } from "../../shared/events.ts";

/** Whoever answers later than this begins anew. */
const LONGEST_MS = 60 * 60_000;

interface Wish {
  entityId: string;
  /** Everything that was said of it, a message a line. */
  words: string;
  askedAt: number;
}

const isOpen = ({ askedAt }: Wish): boolean => Date.now() - askedAt < LONGEST_MS;

/**
 * Wishes that an agent answered with a question: what the same person says next in the same room is taken together with
 * them.
 */
export class OpenQuestions {
  readonly #wishes = new Map<string, Wish>();

  /** Begins a job with what somebody says, and with the wish before it that it answers. */
  async begin(
    { roomId, entityId }: Origin,
    words: string,
    begin: (description: string) => Promise<Begun>,
  ): Promise<Begun> {
    const place = `${roomId} ${entityId}`;
    const earlier = this.#wishes.get(place);
    this.#wishes.delete(place);
    const isAnswer = earlier !== undefined && isOpen(earlier);
    const whole = isAnswer ? `${earlier.words}\n${words}` : words;
    let begun = await begin(whole);
    if (isAnswer && begun.kind !== "started") {
      // They may have wished for something else instead of answering.
      const alone = await begin(words);
      if (alone.kind === "started") begun = alone;
    }
    if (begun.kind === "ask") {
      this.#wishes.set(place, { entityId, words: whole, askedAt: Date.now() });
    }
    return begun;
  }

  /**
   * Whether a conversation, as it stands in a prompt, has a wish in it that still waits for an answer. The person's own
   * words tell, since the agent's may be stored after the answer to them.
   */
  isOpenIn(prompt: string): boolean {
    return [...this.#wishes.values()].some(
      (wish) =>
        isOpen(wish) &&
        prompt.includes(`[${wish.entityId}]`) &&
        prompt.includes(wish.words.split("\n").at(-1) ?? ""),
    );
  }
}
