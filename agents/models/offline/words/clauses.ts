/** Verbs with which a new wish can begin after "and". */
const WISHES =
  "tell|show|send|repl(?:y|ies)|respond|answer|notice|detect|watch|count|convert|post|get|keep|make|check|roll|flip|toss|greet|say|calculate|translate|summari[sz]e|notif(?:y|ies)|remind|e-?mail|tweet|call|fetch|query|run|warn|alert|look|find|search|provide|monitor|generate|write|draw|predict|export|import|sync|manage|track|store|save|remember|listen|react|give|report|execute|connect|describe|create|add|upload|download|scrape|turn|order|play|speak|read|mine|publish|share|something|one";
const NEW_WISH = new RegExp(
  `(?:,\\s*(?:and|plus)?|\\s+(?:and|plus|as well as|but))\\s+(?:also\\s+|then\\s+)?(?=(?:that |which |it |to |can |should |could |must |i |an action |an evaluator |a service |a provider )*(?:${WISHES})(?:s|es|ing|ting|ning|ping)?\\b)`,
  "gi",
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
