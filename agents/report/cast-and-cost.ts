import fs from "node:fs";
import path from "node:path";
import { agentNames, type AgentName } from "../../shared/events.ts";
import { isRecording, type Job } from "../../shared/job.ts";
import { warn } from "../../shared/log.ts";
import {
  byAgent,
  costText,
  paidBy,
  tokensText,
  totalOf,
  type Total,
} from "../../shared/spending.ts";
import { characterHash, readCharacter, shippedCharacters } from "../characters.ts";
import {
  cell,
  count,
  durationText,
  table,
  text,
  type Block,
  type Line,
  type Piece,
} from "./document.ts";

/** What the job cost, by agent and by iteration. */
export function costBlocks(job: Job): Block[] {
  const spent = paidBy(job);
  if (spent.length === 0) {
    return [text(isRecording(job) ? "Nothing: a recording was played." : "No model was paid.")];
  }
  const iterations = [...new Set(spent.map(({ iteration }) => iteration))].sort((a, b) => a - b);
  const ofIteration = iterations.map((number): [string, Total] => [
    number === 0 ? "before the first" : `iteration ${number}`,
    totalOf(spent.filter(({ iteration }) => iteration === number)),
  ]);
  const all = totalOf(spent);
  const rows = [
    costRow({ strong: "all" }, all),
    ...byAgent(spent).map(([agent, total]) => costRow({ agent }, total)),
    ...ofIteration.map(([of, total]) => costRow({ strong: of }, total)),
  ];
  return [
    ...table(["Of", "Calls", "Tokens", "Time", "Cost"], rows),
    ...(all.estimated
      ? [text("~ means that a part is an estimate: of calls that broke off.")]
      : []),
  ];
}

const costRow = (of: Piece, total: Total): Line[][] => [
  cell(of),
  cell(String(total.calls)),
  cell(tokensText(total.tokens)),
  cell(durationText(total.minutes * 60_000)),
  cell(costText(total)),
];

/** Who took part: the models that were called, and the characters that the agents spoke as. */
export function castBlocks(job: Job, names: Map<string, string>): Block[] {
  const rows = agentNames.flatMap((agent): Line[][][] => {
    const calls = job.spent.filter((each) => each.agent === agent);
    const models = [...new Set(calls.map(({ model }) => model))];
    const characters = charactersOf(agent, job).map((hash): Line => {
      const name = names.get(hash);
      return name ? [`${name} `, { code: hash }] : [{ code: hash }];
    });
    if (models.length === 0 && characters.length === 0) return [];
    const failed = calls.filter((call) => call.failed).length;
    const tries = `${count(calls.length, "call")}${failed > 0 ? `, ${failed} without an answer` : ""}`;
    return [
      [
        cell({ agent }),
        models.length > 0
          ? [...models.map((model): Line => [{ code: model }]), [tries]]
          : cell("none"),
        characters.length > 0 ? characters : cell("not recorded"),
      ],
    ];
  });
  return [
    text("Source of the models: ", { code: job.model }, "."),
    ...table(["Agent", "Models", "Characters"], rows),
  ];
}

/** Hashes of the characters that an agent worked as. */
function charactersOf(agent: AgentName, { plan, tests, iterations }: Job): string[] {
  const used: Record<AgentName, (string | undefined)[]> = {
    coordinator: [],
    planner: [plan?.character],
    coder: iterations.map(({ code }) => code?.character),
    tester: [tests?.character],
    reviewer: iterations.map(({ reviewer }) => reviewer),
  };
  return [...new Set(used[agent].filter((hash) => hash !== undefined))];
}

/** Names of the characters that come with the package or lie in the data folder, by their hash. */
export function characterNames(dataDir: string): Map<string, string> {
  const folders = [shippedCharacters, path.join(dataDir, "characters")].filter(fs.existsSync);
  const files = folders.flatMap((folder) =>
    fs.readdirSync(folder).map((name) => path.join(folder, name)),
  );
  const named = files.flatMap((file): [string, string][] => {
    try {
      const character = readCharacter("coordinator", file);
      return [[characterHash(character), character.name]];
    } catch (error) {
      warn(`The report names no character of ${file}. ${String(error)}`); // the hash stands there all the same
      return [];
    }
  });
  return new Map(named);
}
