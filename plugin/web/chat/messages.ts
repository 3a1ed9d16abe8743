/** One message of a conversation. */
export interface Message {
  id: string;
  from: "person" | "agent";
  text: string;
  /** Milliseconds since 1970. */
  at: number;
  /** `sending` until the server has it, `streaming` while its end is still to come. */
  state?: "sending" | "failed" | "streaming" | undefined;
}

/** A message with more jobs than that lists them, and is about none. */
const MOST_CARDS = 3;

/** Adds what was said, in the place of the draft that it ends or of the message that the server has now. */
export function withMessage(messages: Message[], said: Message, sentAs?: string): Message[] {
  const isSame = ({ id }: Message): boolean => id === said.id || id === sentAs;
  if (messages.some(isSame)) return messages.map((each) => (isSame(each) ? said : each));
  // An agent that was heard out says nothing any more, also where its draft had another id.
  const others =
    said.from === "agent" ? messages.filter(({ state }) => state !== "streaming") : messages;
  return [...others, said];
}

/** Adds a piece of what an agent is saying. */
export function withChunk(messages: Message[], id: string, chunk: string, at: number): Message[] {
  const draft = messages.find((each) => each.id === id);
  if (!draft) return [...messages, { id, from: "agent", text: chunk, at, state: "streaming" }];
  if (draft.state !== "streaming") return messages; // it was said already
  return messages.map((each) => (each === draft ? { ...each, text: each.text + chunk } : each));
}

/** The conversation as the server has it, oldest first, and after it what the server does not have yet. */
export const withHistory = (messages: Message[], history: Message[]): Message[] => [
  ...history.toSorted((one, other) => one.at - other.at),
  ...messages.filter(({ id, state }) => state && !history.some((each) => each.id === id)),
];

/** How a message stands to jobs. */
export interface About {
  /** Jobs whose cards stand below it: it is the first one of an agent that names them. */
  cards: string[];
  /** Whether it only tells news of jobs whose cards stand above. */
  isNews: boolean;
}

/** What the messages of agents say of jobs, by their ids. */
export function jobsInMessages(
  messages: Message[],
  isJob: (word: string) => boolean,
): Map<string, About> {
  const shown = new Set<string>();
  const about = new Map<string, About>();
  for (const { id, from, text } of messages) {
    const named = new Set(text.match(/\b[a-z0-9]+\b/g)?.filter(isJob));
    if (from === "person" || named.size === 0 || named.size > MOST_CARDS) continue;
    const cards = [...named].filter((jobId) => !shown.has(jobId));
    for (const jobId of cards) shown.add(jobId);
    about.set(id, { cards, isNews: cards.length === 0 && NEWS.test(text) });
  }
  return about;
}

/** How the coordinator tells news without being asked; its answers are shown as a whole. */
const NEWS = /^(Plan of job|Iteration \d+ of job|The reviewer \w+ iteration|Job) [a-z0-9]/;
