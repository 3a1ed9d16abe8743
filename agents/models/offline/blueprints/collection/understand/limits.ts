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

/**
 * What a description asks for that no collection of records can do, in words; nothing when it can. `about` are words
 * for the records themselves: a list of predictions predicts nothing.
 */
export function beyondRecords(description: string, about: string[] = []): string | undefined {
  const own = about.filter((word) => word.length > 2).map((word) => `\\b${word}\\b`);
  const text =
    own.length === 0 ? description : description.replace(new RegExp(own.join("|"), "gi"), "");
  return DEMANDS.find(([pattern]) => pattern.test(text))?.[1];
}
