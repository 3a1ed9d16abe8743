import type { ActionSpecification } from "../../../../../shared/specification.ts";
import { spaced } from "../../code/roles.ts";

const ECHO =
  /\becho(es|ed|ing)?\b|\brepeats? (back )?(the |its |what |whatever )?(given |same )?(value|input|message|text|words|is said|you say|was said)|\breturns? (back )?(the |its |all |whatever )?(given |same |passed )?(values?|inputs?|parameters?|arguments?|it)( \w+)? (unchanged|back|as (is|they are|it is|given))/i;
const NOTHING =
  /^\W*(an action )?((has|takes|needs|with|accepts) )?(no|without( any)?) (parameters?|arguments?)( at all)?\W*$/i;

/** Whether an action only gives back what it was given, or has nothing to do at all. */
export function isEcho(action: ActionSpecification): boolean {
  const words = `${spaced(action.name)}: ${action.description}`;
  const says =
    ECHO.test(words) &&
    !/\b(after|later|delay\w*|uppercase|reverse\w*|times|server|url)\b/i.test(
      words.replace(/\(.*\)/, ""),
    );
  return says || (Object.keys(action.parameters).length === 0 && NOTHING.test(action.description));
}
