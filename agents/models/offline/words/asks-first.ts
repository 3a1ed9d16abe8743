/*
 * Words with which a request says that its plan is to be seen first. They are about how this team works, and no wish for
 * what the plugin does.
 */

const BUILD =
  "(?:build|start|begin|make|create|write|code|generate|go|do|proceed|continue|implement)\\w*(?: (?:building|writing|coding|on|ahead))?(?: (?:it|anything|this|that|the plugin|any code|the code))?";
const BEFORE = `(?:first|before(?:hand)?(?: (?:(?:you|we) ${BUILD}|(?:anything|it|the plugin) is \\w+|that))?)`;
const PLAN = "(?:the|your|a|me the) plan";

const PHRASES = [
  `(?:show|send|give|tell) me ${PLAN} ${BEFORE}`,
  `(?:show|send|give) ${PLAN} ${BEFORE}`,
  `first,? (?:show|send|give|tell) me ${PLAN}`,
  `(?:let me|i(?: want|'d like| would like| like| need| have) to) (?:first )?(?:see|review|approve|check|look at|read|confirm) ${PLAN}(?: ${BEFORE})?`,
  "(?:ask(?: me)?|check with me) first(?=\\s*(?:[.,;!?]|$))",
  `(?:ask|consult) me before (?:you|we) ${BUILD}`,
  `check with me before (?:you|we) ${BUILD}`,
  `wait for my (?:ok(?:ay)?|yes|approval|confirmation|go-?ahead)(?: ${BEFORE})?`,
  `(?:don't|do not) ${BUILD} (?:until|before|unless) i(?: have|'ve)? (?:approved?|sa(?:y|id)|agreed?|seen?|saw|confirm(?:ed)?)(?: (?:yes|so|ok(?:ay)?|to))?(?: (?:to )?${PLAN})?`,
  "zeig(?:e)? mir (?:erst|zuerst|vorher) den plan|zeig(?:e)? mir den plan(?:,)? (?:zuerst|vorher|bevor du \\w+(?: \\w+)?)",
  "frag(?:e)? mich,? bevor du (?:es |das plugin |an)?\\w+",
];
const LEAD =
  "(?:\\b(?:but|and|please|also|then|just|can you|could you|would you|aber|bitte|und),?\\s+)*";
const ASKING = new RegExp(`${LEAD}\\b(?:${PHRASES.join("|")})(?![\\p{L}\\d])(?: please)?`, "giu");

/** Whether a request asks for its plan first, and what is left of it without these words; nothing else changes. */
export function asksFirst(request: string): { asks: boolean; rest: string } {
  const text = request.replace(/[’`](?=\w)/g, "'");
  if (text.search(ASKING) < 0) return { asks: false, rest: request };
  const rest = text
    .replace(ASKING, " ")
    .replace(/[^\S\n]+/g, " ")
    .replace(/ (?=[.,;:!?\n]|$)/g, "")
    .replace(/(?:[,;:–—-]|\b(?:but|and|aber|und)\b)\s*(?=[.!?]|$)/giu, "")
    .replace(/([.!?,;:])\s*[,;:.!?]+/g, "$1")
    .replace(/^[\s.,;:!?–—-]+/u, "")
    .trim();
  return { asks: true, rest };
}
