import { AGENTS } from "../../../shared/look.ts";
import type { AgentName as Name } from "../../../shared/events.ts";

/** An agent with its icon, in its colour. */
export function AgentName({ agent, children = agent }: { agent: Name; children?: string }) {
  return (
    <span className={`agent agent-${agent}`}>
      <span aria-hidden="true">{AGENTS[agent].icon}</span> {children}
    </span>
  );
}
