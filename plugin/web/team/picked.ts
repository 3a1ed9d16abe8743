import type { AgentName } from "../../../shared/events.ts";

/** What somebody looks at more closely. */
export type Picked =
  | { kind: "event"; id: string }
  | { kind: "agent"; agent: AgentName }
  | { kind: "call"; key: string };

export type Pick = (picked: Picked | undefined) => void;

/** What a link asks for: `?event=…`, `?call=…` or `?agent=…`. */
export function pickedIn(query: URLSearchParams, agents: readonly AgentName[]): Picked | undefined {
  const [id, key] = [query.get("event"), query.get("call")];
  const agent = agents.find((each) => each === query.get("agent"));
  if (id) return { kind: "event", id };
  if (key) return { kind: "call", key };
  return agent && { kind: "agent", agent };
}
