/** A plan as its card shows it. */
export interface PlanCard {
  /** What the plugin is for. */
  summary: string;
  sections: { title: string; items: string[] }[];
  /** Titles of sections with nothing in them. */
  none: string[];
  /** What stands outside of them, such as what it is expected to cost. */
  notes: string[];
}

/** Takes the lines of a plan apart: a title with a colon at its end and its items, or `title: none`. */
export function planOf([summary = "", ...lines]: string[]): PlanCard {
  const plan: PlanCard = { summary, sections: [], none: [], notes: [] };
  for (const line of lines) {
    if (line.startsWith("- ")) plan.sections.at(-1)?.items.push(line.slice(2));
    else if (line.endsWith(": none")) plan.none.push(line.slice(0, -": none".length));
    else if (line.endsWith(":")) plan.sections.push({ title: line.slice(0, -1), items: [] });
    else plan.notes.push(line);
  }
  return plan;
}
