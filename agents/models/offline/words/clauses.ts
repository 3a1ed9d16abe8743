/** Verbs with which a new wish can begin after "and". */
const WISHES =
  "tell|show|send|repl(?:y|ies)|respond|answer|notice|detect|watch|convert|get|keep|make|check|roll|flip|toss|greet|say|calculate|translate|summari[sz]e|notif(?:y|ies)|remind|tweet|fetch|run|warn|alert|look|find|provide|monitor|generate|write|draw|predict|export|import|sync|manage|save|remember|listen|react|give|execute|connect|describe|create|add|upload|download|scrape|turn|speak|read|publish|something";
/** Verbs that name a property just as often: only with an object they begin a wish. */
const NAMES =
  "(?:e-?mail|call|query|count|post|track|store|report|order|play|mine|share|one|search)(?:e?s|ing)?\\s+(?:the|an?|my|our|your|all|any|every|each|them|it|me|us|him|her|how|what|for|by|who|users?|people|\\p{L}+(?<![su])s)(?![\\p{L}\\p{N}])";
const NEW_WISH = new RegExp(
  `(?:,\\s*(?:and|plus)?|\\s+(?:and|plus|as well as|but))\\s+(?:also\\s+|then\\s+)?(?=(?:that |which |it |to |can |should |could |must |i |an action |an evaluator |a service |a provider )*(?:(?:${WISHES})(?:s|es|ing|ting|ning|ping)?\\b\\s*[^\\s.;!?]|${NAMES}))`,
  "giu",
);

/** The sentences of a request, and their parts where a new wish begins. */
export function clausesOf(request: string): string[] {
  return (
    request
      .replace(/\b(e)\.\s?(g)\./gi, "$1g")
      .replace(/\b(i)\.\s?(e)\./gi, "$1e")
      .split(/(?<=[.!?;])\s+|\n+|(?<=[。！？；])/u)
      // "When someone says hello, remember it" is one wish.
      .flatMap((sentence) =>
        /^\W*(when(ever)?|if|each time|every time|as soon as)\b/i.test(sentence)
          ? [sentence]
          : sentence.split(NEW_WISH),
      )
      .map((clause) => clause.trim())
      .filter((clause) => /[\p{L}\p{N}]/u.test(clause))
  );
}
