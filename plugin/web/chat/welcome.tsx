import { say } from "./conversation.ts";
import { STARTERS } from "./starters.ts";

/** What an empty conversation shows: what can be asked here, and sentences that do it. */
export function Welcome() {
  return (
    <section className="welcome" aria-labelledby="welcome-title">
      <h2 id="welcome-title">Which plugin shall the team build?</h2>
      <p className="soft">
        Say in your own words what it should do, or paste a specification. You can ask how a job
        stands, change its plan, pause it or stop it at any time.
      </p>
      <ul>
        {STARTERS.map(({ title, text }) => (
          <li key={title}>
            <button type="button" className="starter" onClick={() => say(text)}>
              <strong>{title}</strong>
              <span className="soft">{firstLines(text)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

const SHOWN = 110;

const firstLines = (text: string): string => {
  const line = text.replaceAll(/\s+/g, " ");
  return line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line;
};
