import { charactersApi, type Cast, type WorkOfCharacter } from "../../studio/api/characters.ts";
import { Answered } from "../parts/answered.tsx";
import { useAnswer } from "../parts/use-answer.ts";
import { When } from "../parts/when.tsx";
import { linkTo } from "../place.ts";

type Work = WorkOfCharacter["work"][number];

/** Which of an agent's characters did what, each leading to its commit. */
export function WorkOfAgent({ cast: { agent, current, shipped } }: { cast: Cast }) {
  const answer = useAnswer(charactersApi.work, { agent });
  return (
    <Answered answer={answer} what="what it did">
      {(all) =>
        all.length === 0 ? (
          <p className="soft">
            {agent === "coordinator"
              ? "The coordinator leads and talks; commits carry the characters of the others."
              : `No job has work of the ${agent} yet.`}
          </p>
        ) : (
          <>
            {all.map(({ hash, name, work }) => (
              <section key={hash} className="work">
                <h2>
                  {name ?? "A character that is no longer here"} <code>{hash}</code>{" "}
                  {hash === current.hash && <span className="badge good">now</span>}{" "}
                  {hash === shipped.hash && <span className="badge">shipped</span>}
                </h2>
                <table>
                  <thead>
                    <tr>
                      <th scope="col">Plugin</th>
                      <th scope="col">Step</th>
                      <th scope="col">Job</th>
                      <th scope="col">Job began</th>
                    </tr>
                  </thead>
                  <tbody>
                    {work.map((each, index) => (
                      <tr key={index}>
                        <td>{each.plugin}</td>
                        <td>
                          <Step work={each} />
                        </td>
                        <td>
                          <a href={linkTo("team", each.jobId)}>{each.jobId}</a>
                        </td>
                        <td>
                          <When at={each.at} />
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </section>
            ))}
          </>
        )
      }
    </Answered>
  );
}

function Step({ work: { kind, iteration, commit, plugin } }: { work: Work }) {
  const text = kind === "iteration" ? `iteration ${iteration}` : kind;
  if (!commit) return <>{text}, not committed</>;
  return <a href={linkTo("history", plugin, commit.slice(0, 7))}>{text}</a>;
}
