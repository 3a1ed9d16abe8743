import type { PluginSpecification } from "../../../../shared/specification.ts";

const PERIOD =
  /\bhow (?:many|much|often)\b[^.!?;\n]{0,40}?\b((?:this|last|per|each|every) (?:day|week|month|year)|today|yesterday)\b/i;

/** A count or sum for a stretch of time that the plan cannot give, because it keeps no date to count by. */
export function undatedCount(text: string, { actions }: PluginSpecification): string | undefined {
  const period = PERIOD.exec(text)?.[1];
  const counting = actions.find(({ name }) => /^(count|total|average)/i.test(name));
  if (!period || !counting || "from" in counting.parameters) return undefined;
  return `"${period}": ${counting.name} would count everything, since nothing that is kept has a date. What would help: say that each one has a date.`;
}
