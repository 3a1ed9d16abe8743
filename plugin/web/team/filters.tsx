import { agentNames } from "../../../shared/event-fields.ts";
import type { Filter } from "./messages.ts";

interface Props {
  filter: Filter;
  onFilter: (filter: Filter) => void;
  shown: number;
  all: number;
}

/** Which messages are shown. */
export function Filters({ filter, onFilter, shown, all }: Props) {
  return (
    <div className="team-filters" role="group" aria-label="Which messages">
      <label className="team-filter">
        Agent
        <select
          value={filter.agent ?? ""}
          onChange={({ target }) =>
            onFilter({ ...filter, agent: agentNames.find((each) => each === target.value) })
          }
        >
          <option value="">all</option>
          {agentNames.map((agent) => (
            <option key={agent}>{agent}</option>
          ))}
        </select>
      </label>
      {(["calls", "bookkeeping"] as const).map((kind) => (
        <label key={kind} className="team-filter">
          <input
            type="checkbox"
            checked={filter[kind]}
            onChange={({ target }) => onFilter({ ...filter, [kind]: target.checked })}
          />
          {kind === "calls" ? "Model calls" : "Bookkeeping"}
        </label>
      ))}
      <span className="soft" role="status">
        {shown === all ? `${all} messages` : `${shown} of ${all} messages`}
      </span>
    </div>
  );
}
