import type { AgentName } from "../../../../shared/events.ts";

/*
 * How people steer a job by chat: a yes to its plan, what should be different in it, and what agents are to hear while they
 * work.
 */

/** Longer messages are no short word to a job that is there. */
const LONGEST = 2000;
const LONGEST_YES = 120;

const LIKING =
  "looks? (?:good|great|fine|right|perfect)|sounds (?:good|great)|that'?s (?:good|fine|right|it|perfect)|i like it|lgtm|approved?|i approve|build(?: it)?|go for it|start(?: it| building| now)?|begin|let's (?:go|build it|do it)|make it so|passt|sieht gut aus|leg los|bau es";
const WITH_LIKING =
  "please|yes|yeah|yep|ok(?:ay)?|sure|great|perfect|good|nice|fine|the|plan|it|this|that|job|now|then|and|to me|go on|go ahead|do it|ja|bitte";
const END = "(?![\\p{L}\\d])";
const OTHERWISE = "[^\\p{L}\\d]*";
const ONLY_LIKING = new RegExp(
  `^(?:${OTHERWISE}(?:${WITH_LIKING})${END})*${OTHERWISE}(?:${LIKING})${END}(?:${OTHERWISE}(?:${LIKING}|${WITH_LIKING})${END})*${OTHERWISE}$`,
  "iu",
);

const without = (message: string, jobIds: string[]): string =>
  jobIds.reduce((rest, id) => rest.replaceAll(id, ""), message).replace(/’/g, "'");

/** Whether somebody likes a plan that waits for a yes, and says nothing else. */
export function isYesToPlan(message: string, jobIds: string[] = []): boolean {
  const text = without(message, jobIds);
  return text.length <= LONGEST_YES && ONLY_LIKING.test(text);
}

/** A plain no, which ends what waits for a yes. */
export const isNo = (message: string): boolean =>
  /^\W*(?:no|nope|nah|nein|non)\b\W*(?:thanks|thank you|danke|merci|please|don't|do not|don't (?:build|do) it|do not (?:build|do) it)?\W*$/iu.test(
    message.replace(/’/g, "'"),
  );

/** A wish for a plugin of its own, or data: neither is about a job that is there. */
const NEW_PLUGIN =
  /[{}]|\b(?:create|make|build|write|generate|develop|need|want)\b[^.!?]{0,30}\b(?:an?|another|new)\s+(?:[\w-]+\s+){0,4}plug-?in\b/i;

const LEAD =
  /^(?:\W*\b(?:ok(?:ay)?|hm+|well|and|but|also|please|yes|no|not yet|wait|(?:that |it |this )?(?:looks|sounds) (?:good|fine|great|right)|great|good|nice|perfect|fine|actually|then|so|now|sorry|can you|could you|would you|i'd like you to|i would like you to|i want you to|you should|let's|in job|job|for)\b[,:.!]?\s*)+/i;

/** An order without the words before it. */
export const orderIn = (message: string): string => message.trim().replace(LEAD, "").trim();

const COMPONENT =
  "(?:actions?|providers?|services?|evaluators?|commands?|variables?|parameters?|dependenc(?:y|ies)|packages?|components?|criteria|criterion)";
const ORDER =
  /^(?:add|include|drop|remove|delete|leave|skip|omit|rename|call|name|change|replace|split|merge|get rid of|without|with|do without|(?:keep|give|let|make)\s+(?:it|its|the|this|that|them|each|every|all))\b/i;
const WISH =
  /\b(?:instead|should(?:n't)?|must(?:n't)?|is(?:n't| not) needed|(?:don't|do not) need|too many|is missing)\b/i;
const CANCELLING =
  /^(?:drop|remove|delete|skip|leave)\s+(?:it|this|that|all|everything|(?:the|my|this|that)\s+(?:whole\s+)?(?:job|plug-?in|plan|creation|thing))?(?:\s+(?:now|please|altogether|alone))*\W*$/i;
const FIRM = new RegExp(
  `^(?:rename\\s+\\S+(?:\\s+${COMPONENT})?\\s+(?:to|into)\\s|(?:add|include|drop|remove|delete|leave out|do without|without)\\s[^.!?]{0,60}\\b${COMPONENT}\\b)`,
  "i",
);

const isAsking = (text: string): boolean =>
  /\?\s*$/.test(text) && !/^(?:can|could|would) you\b/i.test(text);

/** Whether somebody wants a plan that they see to be different. */
export function isEdit(message: string): boolean {
  const text = message.trim().replace(/’/g, "'");
  const order = orderIn(text);
  if (text.length > LONGEST || NEW_PLUGIN.test(text) || isAsking(text)) return false;
  return !CANCELLING.test(order) && (ORDER.test(order) || WISH.test(order));
}

/** Whether a message is about parts of a plugin so plainly that it is an edit, also where no plan waits. */
export const isPlainlyEdit = (message: string): boolean =>
  isEdit(message) && FIRM.test(orderIn(message.replace(/’/g, "'")));

const AGENT = "planner|coder|tester|reviewer|coordinator";
const TOLD = `(?:the\\s+)?(?:${AGENT})(?:(?:\\s*,\\s*|\\s+and\\s+)(?:the\\s+)?(?:${AGENT}))*`;
const HINT = [
  new RegExp(`^(?:hint|tip)(?:\\s+(?:for|to)\\s+${TOLD})?\\s*:\\s*`, "i"),
  new RegExp(
    `^(?:(?:tell|remind)\\s+${TOLD}\\s*(?:[:,]\\s*|(?=(?:not to|to|that|how|about)\\b))|ask\\s+${TOLD}\\s+(?=to\\b))(?:(?:to|that)\\s+)?`,
    "i",
  ),
  new RegExp(`^${TOLD}\\s*[:,]\\s*`, "i"),
  /^(?:tell|remind)\s+(?:the\s+)?(?:team|agents|others|them)\s+(?:to|that)\s+/i,
];
const MANNER =
  /^(?:use|prefer|avoid|stick to|stay with|make sure|keep in mind|mind that|remember|(?:don't|do not|never) use)\b/i;

/** Whether somebody wants to see a plan once more. */
export const asksForPlan = (message: string): boolean =>
  /^\W*(?:please\s+)?(?:(?:show|give|send|tell)\s+(?:me\s+)?|what(?:'s|’s| is)\s+|(?:can|could|may) i see\s+)(?:the|your|its|my)\s+plan\b[^.!?]{0,40}\W*$/i.test(
    message,
  );

/** Whether somebody says how it is to be done; about a job at work, where there is one. */
export function isHint(message: string): boolean {
  const text = message.trim().replace(/’/g, "'");
  const order = orderIn(text);
  if (text.length > LONGEST || NEW_PLUGIN.test(text)) return false;
  return isToAgent(order) || (MANNER.test(order) && !isAsking(text));
}

/** Whether a message names an agent, or itself a hint: it is one even where nobody is at work. */
export const isToAgent = (order: string): boolean => HINT.some((form) => form.test(order));

/** What is left of a hint without the words that only say that it is one. */
export function hintWords(message: string): string {
  const order = orderIn(message);
  const form = HINT.find((each) => each.test(order));
  return form ? order.replace(form, "").trim() || order : message.trim();
}

/** Words that show who is meant, where nobody is named. */
const SUBJECTS: [RegExp, AgentName][] = [
  [/\btest(?:s|ed|ing)?\b|\bassert\w*/i, "tester"],
  [/\breview\w*/i, "reviewer"],
  [/\bplan(?:s|ned|ning)?\b|\bspecification\b/i, "planner"],
];

/** Who a hint is for: whoever it names, else whose work it speaks of, else the coder. */
export function hintedAgents(message: string): AgentName[] {
  const named = [...message.toLowerCase().matchAll(new RegExp(`\\b(?:${AGENT})\\b`, "g"))];
  if (named.length > 0) return [...new Set(named.map(([name]) => name as AgentName))];
  return [SUBJECTS.find(([words]) => words.test(message))?.[1] ?? "coder"];
}
