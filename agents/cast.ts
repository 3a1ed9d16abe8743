import type { Character, IAgentRuntime } from "@elizaos/core";
import { PluginCreationError } from "../shared/errors.ts";
import { agentNames, type AgentName } from "../shared/events.ts";
import { warn } from "../shared/log.ts";
import {
  agentId,
  parseCharacter,
  readCharacter,
  type CharacterFiles,
  type CharacterOrigin,
} from "./characters.ts";

/** Who plays whom: the characters of the five agents, on disk and in their running ElizaOS runtimes. */
export class Cast {
  readonly #files: CharacterFiles;
  readonly #onSwap: (agent: AgentName, character: Character) => void;
  readonly #characters = new Map<AgentName, Character>();
  readonly #runtimes = new Map<AgentName, IAgentRuntime>();

  /** Reads all characters; throws a ConfigError that names the first file that is none. */
  constructor(files: CharacterFiles, onSwap: (agent: AgentName, character: Character) => void) {
    this.#files = files;
    this.#onSwap = onSwap;
    for (const name of agentNames) this.#characters.set(name, files.load(name));
  }

  /** From now on this runtime is that agent; a stranger's agent may be the coordinator. */
  join(agent: AgentName, runtime: IAgentRuntime): void {
    this.#runtimes.set(agent, runtime);
  }

  runtimeOf(agent: AgentName): IAgentRuntime | undefined {
    return this.#runtimes.get(agent);
  }

  /** The character an agent speaks with now. */
  character(agent: AgentName): Character {
    const character = this.#runtimes.get(agent)?.character ?? this.#characters.get(agent);
    if (!character) throw new PluginCreationError(`There is no agent "${agent}".`);
    return character;
  }

  /** Gives an agent another character from its next turn on, and keeps it for later starts. */
  swap(agent: AgentName, value: unknown, source: string): Character {
    const character = parseCharacter(agent, value, source);
    this.#files.save(agent, character);
    this.#use(agent, character);
    return character;
  }

  /** Gives an agent the character that comes with the package again, from its next turn on. */
  revert(agent: AgentName): Character {
    this.#files.revert(agent);
    const character = this.#files.load(agent);
    this.#use(agent, character);
    return character;
  }

  /** Where an agent's character comes from. */
  origin(agent: AgentName): CharacterOrigin {
    return this.#files.origin(agent);
  }

  /** Whether an agent is somebody else's, who gave it a character that stays. */
  isGuest(agent: AgentName): boolean {
    const runtime = this.#runtimes.get(agent);
    return runtime !== undefined && runtime.agentId !== agentId(agent);
  }

  /** Gives an agent the character of a file for this run; throws a ConfigError when it is none. */
  lend(agent: AgentName, file: string): Character {
    readCharacter(agent, file);
    this.#files.give(agent, file);
    this.refresh(agent);
    return this.character(agent);
  }

  /** Reads an agent's file again if it is another or a newer one. */
  refresh(agent: AgentName): void {
    try {
      const changed = this.#files.loadIfChanged(agent);
      if (changed) this.#use(agent, changed);
    } catch (error) {
      // A broken file must not stop a job: the old character stays, and people are told.
      warn(`The ${agent} keeps its character. ${String(error)}`);
    }
  }

  #use(agent: AgentName, character: Character): void {
    this.#characters.set(agent, character);
    const runtime = this.#runtimes.get(agent);
    if (runtime && !this.isGuest(agent)) {
      for (const key of Object.keys(runtime.character)) {
        if (!(key in character)) delete runtime.character[key as keyof Character];
      }
      Object.assign(runtime.character, character);
    }
    this.#onSwap(agent, character);
  }
}
