import { EventEmitter } from "eventemitter3";
import type { AgentName } from "../shared/events.ts";

/** What happens in a team that no event of a job tells: jobs came or went on disk, an agent has another character. */
export class TeamNews extends EventEmitter<{ jobs: []; character: [of: AgentName] }> {}
