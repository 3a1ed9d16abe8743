import { legible } from "../parts/legible.ts";
import { planOf } from "./plan.ts";

/** What is going to be built, how it is judged, what it needs. */
export function Plan({ lines }: { lines: string[] }) {
  const { summary, sections, none, notes } = planOf(lines.map(legible));
  return (
    <section className="plan" aria-label="Plan">
      <p>{summary}</p>
      {sections.map(({ title, items }) => (
        <div key={title}>
          <h4>{title}</h4>
          <ul>
            {items.map((item, at) => (
              <li key={at}>{item}</li>
            ))}
          </ul>
        </div>
      ))}
      {none.length > 0 && <p className="soft">None: {none.map(lowered).join("; ")}.</p>}
      {notes.map((note) => (
        <p key={note} className="soft">
          {note}
        </p>
      ))}
    </section>
  );
}

const lowered = (title: string): string => title.charAt(0).toLowerCase() + title.slice(1);
