import { agentNames } from "../../../shared/event-fields.ts";
import { charactersApi, type Cast } from "../../studio/api/characters.ts";
import { AgentName } from "../parts/agent-name.tsx";
import { Answered } from "../parts/answered.tsx";
import { useAnswer } from "../parts/use-answer.ts";
import { linkTo, usePlace } from "../place.ts";
import { useStudio } from "../store.ts";
import { Character } from "./character.tsx";
import "./characters.css";
import { useDrafts } from "./drafts.ts";

/** Who the five agents are, and what people make of them. */
export default function Characters() {
  const version = useStudio(({ charactersVersion }) => charactersVersion);
  const answer = useAnswer(charactersApi.list, {}, version);
  const [wanted] = usePlace().parts;
  const chosen = agentNames.find((each) => each === wanted) ?? agentNames[0];
  return (
    <Answered answer={answer} what="the characters">
      {(all) => {
        const cast = all.find(({ agent }) => agent === chosen);
        return (
          <div className="area characters">
            <Agents all={all} chosen={chosen} />
            {cast && <Character key={chosen} cast={cast} />}
          </div>
        );
      }}
    </Answered>
  );
}

const ORIGINS = {
  saved: "changed",
  given: "given for this run",
} as const;

function Agents({ all, chosen }: { all: Cast[]; chosen: string }) {
  const drafts = useDrafts();
  return (
    <nav aria-label="Agents" className="agents">
      <ul>
        {all.map(({ agent, current, origin }) => (
          <li key={agent}>
            <a
              href={linkTo("characters", agent)}
              aria-current={agent === chosen ? "page" : undefined}
            >
              <AgentName agent={agent} />
              {current.name.toLowerCase() !== agent && <span className="soft">{current.name}</span>}
              {origin.kind !== "shipped" && <span className="badge">{ORIGINS[origin.kind]}</span>}
              {drafts[agent] && <span className="badge open">not saved</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
