import { camel, kebab, wordsOf } from "../../../../../shared/names.ts";
import type {
  EvaluatorSpecification,
  ProviderSpecification,
} from "../../../../../shared/specification.ts";
import type { SourceFile } from "../../blueprint.ts";
import { evaluatorConstant, providerConstant } from "../../code/context.ts";
import { doc, key, quote } from "../../code/text.ts";
import type { Trigger } from "./triggers.ts";

/** An evaluator with what it looks for. */
export interface Watch {
  evaluator: EvaluatorSpecification;
  triggers: Trigger[];
}

/** How many messages are kept; counts go on beyond that. */
export const KEPT = 50;

/** Name of the constant that holds what an evaluator noticed. */
export const noticesOf = ({ evaluator }: Watch): string => `${camel(evaluator.name)}Notices`;

/** The file that keeps what evaluators noticed. */
export const noticesFile: SourceFile = {
  path: "src/notices.ts",
  content: `import type { IAgentRuntime, Memory } from "@elizaos/core";

/** One thing to look for in messages. */
export interface Trigger {
  label: string;
  pattern: RegExp;
}

/** Something that was found in a message. */
export interface Match {
  /** Label of the trigger. */
  trigger: string;
  /** The words that fit it. */
  text: string;
}

/** A message in which something was noticed. */
export interface Notice {
  messageId: string;
  entityId: string;
  roomId: string;
  text: string;
  matches: Match[];
  /** When it was noticed, as an ISO 8601 time. */
  noticedAt: string;
}

/** Everything that was noticed so far. */
export interface Noticed {
  /** Number of messages, also of those no longer kept. */
  total: number;
  /** Number of messages for each trigger. */
  counts: Record<string, number>;
  /** The latest messages, oldest first. */
  latest: Notice[];
}

/** How many messages are kept in full. */
const KEPT = ${KEPT};

/** What one evaluator looks for and has noticed, in the agent's own storage. */
export class Notices {
  readonly #key: string;
  readonly #triggers: Trigger[];
  #turn: Promise<unknown> = Promise.resolve();

  /** \`key\` names the place in the storage. */
  constructor(key: string, triggers: Trigger[]) {
    this.#key = key;
    this.#triggers = triggers;
  }

  /** What a text contains of what is looked for, at most one match for each trigger. */
  find(text: string): Match[] {
    return this.#triggers.flatMap(({ label, pattern }) => {
      const found = pattern.exec(text)?.[0];
      return found === undefined ? [] : [{ trigger: label, text: found }];
    });
  }

  /** Everything noticed so far. */
  async read(runtime: IAgentRuntime): Promise<Noticed> {
    const noticed = await runtime.getCache<Noticed>(this.#key);
    return noticed ?? { total: 0, counts: {}, latest: [] };
  }

  /** Keeps a message in which something was found; the same message counts once. */
  keep(runtime: IAgentRuntime, message: Memory): Promise<Notice | undefined> {
    // One after the other, so that messages at the same time are all counted.
    const turn = this.#turn.then(() => this.#keep(runtime, message));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #keep(runtime: IAgentRuntime, message: Memory): Promise<Notice | undefined> {
    const text = message.content.text ?? "";
    const matches = this.find(text);
    const { total, counts, latest } = await this.read(runtime);
    const messageId = message.id ?? "";
    const known = messageId !== "" && latest.some((each) => each.messageId === messageId);
    if (matches.length === 0 || known) return undefined;
    const { entityId, roomId } = message;
    const noticedAt = new Date().toISOString();
    const notice: Notice = { messageId, entityId, roomId, text, matches, noticedAt };
    for (const { trigger } of matches) counts[trigger] = (counts[trigger] ?? 0) + 1;
    await runtime.setCache(this.#key, {
      total: total + 1,
      counts,
      latest: [...latest, notice].slice(-KEPT),
    });
    return notice;
  }
}
`,
};

/** The file of one evaluator: what it looks for and what happens when it finds it. */
export function evaluatorFile(watch: Watch, packageName: string): SourceFile {
  const { evaluator, triggers } = watch;
  const constant = evaluatorConstant(evaluator.name);
  const notices = noticesOf(watch);
  const storage = `${packageName}:${kebab(evaluator.name)}`;
  const example = triggers.find(({ sample }) => sample !== undefined)?.sample;
  const content = `import type { Evaluator } from "@elizaos/core";
import { Notices } from "../notices.js";

/** What ${evaluator.name} looks for, and the messages in which it found it. */
export const ${notices} = new Notices(${quote(storage)}, [
${triggers.map(({ label, source, flags }) => `  { label: ${quote(label)}, pattern: /${source.replace(/(?<!\\)\//g, "\\/")}/${flags} },`).join("\n")}
]);

${doc(evaluator.description || `Notices messages with ${triggers.map(({ label }) => label).join(", ")}.`)}
export const ${constant}: Evaluator = {
  name: ${quote(evaluator.name)},
  description: ${quote(evaluator.description)},
  similes: [${quote(wordsOf(evaluator.name).join("_").toUpperCase())}],
  alwaysRun: true,
  examples: [${
    example === undefined
      ? ""
      : `
    {
      prompt: "A person writes in a room of the agent.",
      messages: [{ name: "{{user}}", content: { text: ${quote(example)} } }],
      outcome: "The message is kept and counted.",
    },
  `
  }],
  validate: (runtime, message) =>
    Promise.resolve(
      message.entityId !== runtime.agentId &&
        ${notices}.find(message.content.text ?? "").length > 0,
    ),
  async handler(runtime, message) {
    const notice = await ${notices}.keep(runtime, message);
    const words = notice?.matches.map(({ text }) => text).join(", ");
    return {
      success: notice !== undefined,
      text: notice ? \`Noticed \${words}.\` : "Nothing new was noticed.",
      values: {},
      data: { notice },
    };
  },
};
`;
  return { path: `src/evaluators/${kebab(evaluator.name)}.ts`, content };
}

/** Values for the fields of a provider's declared data that follow from what was noticed. */
function structure({ dataStructure = {} }: ProviderSpecification): string[] {
  return Object.entries(dataStructure).flatMap(([name, type]) => {
    const words = wordsOf(name).join(" ");
    const own = key(name);
    if (
      /^(total|count|number|noticed count)$|count$|^total /.test(words) &&
      !/array|\[\]|object/.test(String(type))
    )
      return [`${own}: total`];
    if (/counts|by trigger|per trigger|frequency|frequencies/.test(words))
      return [`${own}: counts`];
    if (/^(last|latest)( \w+)?$/.test(words) && !/array|\[\]/.test(String(type)))
      return [
        String(type).includes("string") ? `${own}: latest.at(-1)?.text` : `${own}: latest.at(-1)`,
      ];
    if (/array|\[\]/.test(String(type)))
      return [
        String(type).includes("string") || /texts?$/.test(words)
          ? `${own}: latest.map(({ text }) => text)`
          : `${own}: latest`,
      ];
    return [];
  });
}

/** The file of a provider that shows what evaluators noticed. */
export function noticedProviderFile(
  provider: ProviderSpecification,
  watches: Watch[],
  limit: number,
): SourceFile {
  const all = watches.map((watch) => `${noticesOf(watch)}.read(runtime)`);
  const one = watches.length === 1;
  const own = structure(provider).filter((each) => !/^(total|counts|latest):/.test(each));
  const content = `import type { Provider } from "@elizaos/core";
${watches.map((watch) => `import { ${noticesOf(watch)} } from "../evaluators/${kebab(watch.evaluator.name)}.js";`).join("\n")}

${doc(provider.description || "Shows what was noticed.")}
export const ${providerConstant(provider.name)}: Provider = {
  name: ${quote(provider.name)},
  description: ${quote(provider.description)},
  get: async (runtime) => {
${
  one
    ? `    const { total, counts, latest } = await ${all[0] ?? ""};`
    : `    const all = await Promise.all([${all.join(", ")}]);
    const total = all.reduce((sum, each) => sum + each.total, 0);
    const counts: Record<string, number> = Object.assign({}, ...all.map((each) => each.counts));
    const latest = all
      .flatMap((each) => each.latest)
      .sort((one, other) => one.noticedAt.localeCompare(other.noticedAt));`
}
    const each = Object.entries(counts).map(([trigger, count]) => \`\${trigger}: \${count}\`);
    const lines = latest.slice(-${limit}).map(({ text }) => \`- \${text}\`);
    const text =
      total === 0
        ? "Nothing was noticed yet."
        : [
            \`Noticed \${total === 1 ? "1 message" : \`\${total} messages\`} (\${each.join(", ")}).\`,
            "Latest:",
            ...lines.reverse(),
          ].join("\\n");
    return {
      text,
      values: { noticedCount: total },
      data: { ${["total", "counts", "latest", ...own].join(", ")} },
    };
  },
};
`;
  return { path: `src/providers/${kebab(provider.name)}.ts`, content };
}
