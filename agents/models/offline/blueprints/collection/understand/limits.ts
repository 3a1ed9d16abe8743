const DEMANDS: [RegExp, string][] = [
  [
    /\b(an?|the|external|remote|rest|web) api\b|\bapis\b|\bendpoint\b|\bwebhooks?\b|\bhttps? request/i,
    "a call to a service on the network",
  ],
  [/\b(send|sends|sending|forward|forwards)\b/i, "sending something"],
  [
    /\b(notify|notifies|notification|push message)\b|\b(remind|alert|warn|ping)s? (me|you|us|the users?|users?|them) (at|when|on|if|before|in)\b/i,
    "telling someone at a later time",
  ],
  [
    /\b(generate|generates|generating)\b(?! (an? )?(unique )?id)|\b(invent|compose)s? (an?|the) (new|original)/i,
    "inventing new content",
  ],
  [
    /\b(translate|translates|translation|transcribe|transcription|ocr)\b/i,
    "translating or transcribing",
  ],
  [
    /\b(runs?|executes?) (an? |the |all |its |due |scheduled )*(jobs?|tasks?|commands?|scripts?|workflows?|callbacks?)\b/i,
    "running something",
  ],
  [/\bbacks? up\b|\bbackups?\b/i, "keeping copies elsewhere"],
  [/\bcredit cards?\b|\bpays? (with|by|via|through)\b|\bpayment provider\b/i, "a payment"],
  [
    /\b(needs?|requires?|after|without) (the |an? )?(approval|confirmation) (of|by|from)\b|\bmust be (approved|confirmed) by\b/i,
    "an approval by somebody else",
  ],
  [/\b(advice|advises?|suggests?|suggestions?)\b/i, "giving advice"],
  [
    /\bby (itself|themselves)\b|\bexpires? (after|in)\b|\bautomatically (delet|remov|expir|archiv|complet|clos|end|mov)\w*|\b(is|are) automatically \w+ed\b(?! (an? )?(unique )?id)|\bauto-?(delet|remov|expir|archiv)\w*/i,
    "something that happens by itself",
  ],
  [
    /\b(times|once|twice) (per|an?|each|every) (day|hour|week|month|minute|year)\b/i,
    "a limit over time",
  ],
  [
    /\b(once|twice|only one|one) (on|in|per|for) (an?|the same|one|each) \w+|\bonly (once|one \w+) (per|for each|a)\b|\b(on|in) the same (day|date|month)\b/i,
    "a limit per person or day",
  ],
  [
    /\b(must|has to|have to|should|cannot|can ?not|may not|can't) (not )?(be|lie|come|start|end|overlap|conflict|collide)( \w+)? ?(after|before|later|earlier|future|past|overlap\w*|conflict\w*)\b|\boverlap\w*|\bconflict(s|ing)?\b/i,
    "a rule about the order of times or about overlaps",
  ],
  [
    /\bonly (keeps? )?(the|their|his|her|its) (best|highest|lowest|latest|newest|last|first|owner|author|creator|person)\b|\bonly by (the|its) \w+/i,
    "a rule about which of several counts",
  ],
  [
    /\b(fuzzy|fuzzily|closest|best[- ]match\w*|similarity|similar (to|questions?|words?|meaning)|most similar|synonyms?)\b/i,
    "matching by likeness",
  ],
  [/\b\d+ ?(%|percent\b)/i, "a calculation with percentages"],
  [/\b(predict|predicts|prediction|forecast|horoscope)\b/i, "predicting something"],
  [
    /\b(download|upload|scrape|scrapes|crawl|crawls|synchroni[sz]e|syncs? with)\b/i,
    "exchanging data with another system",
  ],
  [/\b(blockchain|on-?chain|smart contract|swap tokens?|transfer tokens?)\b/i, "a blockchain"],
  [
    /\bAI\b|\bLLM\b|\blanguage model\b|\bsemantic(ally)?\b|\bembeddings?\b|\bsentiment\b/,
    "a language model",
  ],
  [
    /\bsummari[sz]e (a|the|this|long) (text|note|page|article|document|conversation|meeting)/i,
    "summarising text",
  ],
  [/\b(encrypt|encrypts|encrypted|decrypt)\b/i, "encryption"],
  [/\brecommend(s|ation|ations)?\b/i, "recommending something"],
  [
    /\b(export|import)s? (it|them|all|the|to|from|as)\b|\b(csv|pdf|excel|spreadsheet)\b/i,
    "writing or reading files",
  ],
];

/** Days between dates are no records, whatever else is called a day. */
const DATE_CALCULATION =
  /\b(add|subtract)s? (an? )?(number of )?(days|hours|minutes|weeks|months|years)\b|\b(days|hours|minutes|weeks|months|years) (between|until|till|since|ago)\b/i;

/**
 * What a description asks for that no collection of records can do, in words; nothing when it can. `about` are words
 * for the records themselves: a list of predictions predicts nothing.
 */
export function beyondRecords(description: string, about: string[] = []): string | undefined {
  const own = about.filter((word) => word.length > 2).map((word) => `\\b${word}\\b`);
  const text =
    own.length === 0 ? description : description.replace(new RegExp(own.join("|"), "gi"), "");
  if (DATE_CALCULATION.test(description)) return "a calculation with dates";
  return DEMANDS.find(([pattern]) => pattern.test(text))?.[1];
}
