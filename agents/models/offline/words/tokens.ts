/** One word or punctuation mark of a request. */
export interface Token {
  text: string;
  word: string;
  /** Known to be a verb: words that were translated say so themselves. */
  verb: boolean;
}

const IDIOMS: [RegExp, string][] = [
  [
    /\b(things|what|everything|anything|stuff) (that )?(users?|people|i|they|we) (tell|say|told|said|share|mention)s?( me| us| it)?\b/gi,
    "facts",
  ],
  [
    /\b(?:with )?(?:columns?|statuses|stages|states) (?:named |called |such as |: ?)?(\w+(?:, ?\w+)+,? and \w+)/gi,
    "with status ($1)",
  ],
  [/\b(to[- ]dos?)(?=\s*(lists?|items?|plugin|manager|tracker|app|s\b|and|,|\.|$))/gi, "todo"],
  [/\bto-dos\b/gi, "todos"],
  [/\bto-do\b/gi, "todo"],
  [
    /\b(keep|keeps|keeping)\s+(an? )?(track|record|records|log|list|note|notes|tabs|eye|inventory|count)\s+(of|on)\b/gi,
    "~track",
  ],
  [/\b(look|looks|looking)\s+(up|for)\b/gi, "~find"],
  [/\b(write|jot|note|put|log)(s|ing|ting)?\s+down\b/gi, "~add"],
  [/\b(get|gets|getting)\s+rid\s+of\b/gi, "~remove"],
  [
    /\bmark(s|ing)?\s+((?:\S+\s+){0,3}?)as\s+(\p{L}+)\s+or\s+(?:as\s+)?(\p{L}+)/giu,
    "mark$1 $2as $3 and mark$1 $2as $4",
  ],
  [/\bmark(?:s|ing)?\s+(?:as\s+)?(?:done|completed?|finished)\b/gi, "~complete"],
  [
    /\b(cross|crosses|crossing|check|checks|checking|tick|ticks|ticking|mark|marks|marking)\s+(\S+\s+){0,2}?off\b/gi,
    "~complete",
  ],
  [
    /\b(mark|marks|marking|set|sets|setting|flag|flags|flagging)\s+((?:\S+\s+){0,3}?)as\s+(?:being\s+)?(done|completed?|finished)\b/gi,
    "~complete $2",
  ],
  [
    /\b(?:mark|flag)(?:s|ing)?\s+((?:them|it|those|\S+)\s+)(?:as\s+)?(?:done|completed?|finished)\b/gi,
    "~complete $1",
  ],
  [
    /\b(?:mark|flag)(?:s|ing)?\s+((?:them|it|those|\S+)\s+)(read|watched|paid|bought|returned|visited|cooked|played|seen|sold|solved|closed|resolved|archived|packed|watered|used|tried)\b/gi,
    "~mark_$2 $1",
  ],
  [/\brandom\s+(\p{L}+)\s+~list\b/giu, "~pick $1"],
  [/~list\s+(?:an?\s+)?(\p{L}+\s+)?random\b/giu, "~pick $1"],
  [/\bmarked\s+(?:as\s+)?(done|completed?|finished)\b/gi, "~complete"],
  [
    /\b(mark|marks|marking|flag|flags|flagging)\s+((?:\S+\s+){0,3}?)as\s+(?:being\s+)?(\p{L}+)\b/giu,
    "~mark_$3 $2",
  ],
  [
    /\b(?:clear|remove|delete|purge)(?:s|ing)?\s+(?:up\s+)?(?:all\s+|the\s+|my\s+|out\s+)*(?:checked|ticked|crossed|completed?|done|finished)(?:[- ]off)?(?=\s+(?:items?|ones|things|entries|\p{L}+s)\b|\s*[.,;!]|\s*$)/giu,
    "~clear_completed",
  ],
  [
    /\b(?:clear|remove|delete|purge)(?:s|ing)?\s+(?:all\s+|the\s+|my\s+)*(read|watched|paid|bought|returned|archived|closed|resolved|sold|used)(?=\s+(?:items?|ones|things|entries|\p{L}+s)\b)/giu,
    "~clear_$1",
  ],
  [
    /\bmark(?:s|ing)?\s+(?:them\s+|it\s+|some\s+|my\s+|as\s+)*(favou?rite)s?(?:\s+ones)?\b/gi,
    "~mark_$1",
  ],
  [/(?<=\b(?:be|and|or)\s)marked as (?:being )?(\p{L}+)\b/giu, "~mark_$1"],
  [
    /\bmark(?:s|ing)?\s+(?:as\s+)?(watched|visited|paid|bought|returned|cooked|played|seen|solved|closed|packed|used|tried)\b/gi,
    "~mark_$1",
  ],
  [/\bhide (?:the )?(?:done|completed|finished|checked)(?: ones| \p{L}+s)?/giu, "~list pending"],
  [/\b(?:kv|key[- ]?value)(?:[- ](?:store|storage|pairs?))?\b/gi, "key value pairs"],
  [/\b(\p{L}+) (?:that )?(?:i|we) (?:drink|drank|consumed?)\b/giu, "$1 intake"],
  [/\b(take|takes|taking)\s+(\p{L}+\s+){0,3}?(out|away|off)\b(?! the)/giu, "~decrease $2"],
  [
    /\b(crud|create,? read,? update,?( and)? delete)\b( operations)?/gi,
    "~add, ~list, ~update and ~remove",
  ],
  [/\b(add|sum|adds|sums|adding)\s+up\b/gi, "~total"],
  [/\bhow many\b/gi, "~count"],
  [
    /\b(how much) (i|we|was|is|has been|have i|did i)( have)? (spent|spend)\b( in total)?/gi,
    "~total expenses",
  ],
  [
    /\b(tell|tells|telling|show|shows|showing|give|gives|giving|see|know|knows|calculate|calculates|calculating|compute|get|display|report)( me| us| users)? (the |a |my |our )?(\w+'s |(this|last) \w+'s |monthly |weekly |daily )?(running |grand |overall )?(total|sum)s?( amount| spending| cost| costs)?\b/gi,
    "~total",
  ],
  [
    /\b(with|and|plus) (the |a |an )?(running |grand |overall )?(total|sum)( amount| spending| cost)?\b(?! (number|of))/gi,
    "and ~total",
  ],
  [/\b(the|a) (total )?(number|count) of\b/gi, "~count"],
  [
    /\b(get|give|show|make|pick)s?( me| us)? (an? |one )?random (suggestion|pick|selection|choice|one|recommendation)\b/gi,
    "~pick",
  ],
  [
    /\b(tell|show|give|see|know|calculate|compute|get|display|report)(s|ing)?( me| us)? (the |an |my |our )?(weekly |monthly |daily )?average\b/gi,
    "~average",
  ],
  [
    /\b(show|list|display|see|get|give|tell)(s|ing)?( me| us)? (the )?(top|best|highest|lowest|last|latest|newest|first) (\d+|ten|five|three|few|ones)\b/gi,
    "~list",
  ],
  [/\b(low|running low|short) (in|on) stock\b|\bwith low stock\b/gi, ""],
  [
    /\b(show|give|pick|get|suggest|tell|choose|select|display|draw|return)(s|ing)?( me| us| users| them| people| the user)? (a|an|one|some) random\b/gi,
    "~pick",
  ],
  [/\b(a |one )?random (pick|selection|choice|one)\b/gi, "~pick"],
];

/** A text as tokens, after putting idioms ("keep track of", "check off", "CRUD") into plain verbs. */
export function tokensOf(text: string): Token[] {
  const plain = IDIOMS.reduce((result, [idiom, verb]) => result.replace(idiom, verb), text);
  return (plain.match(/~?[\p{L}\p{N}][\p{L}\p{N}\p{M}'’_-]*|[^\s]/gu) ?? []).map((found) => {
    const text = found.replace(/^~/, "");
    return {
      text,
      word: text.toLowerCase().replace(/(?<!\b(?:that|it|there|what|who|let|he|she))[’']s$/, ""),
      verb: found.startsWith("~"),
    };
  });
}
