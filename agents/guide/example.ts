import type { Files } from "../../shared/files.ts";
import type { PluginSpecification } from "../../shared/specification.ts";

/** What the example in the guide was written for. */
export const exampleSpecification: PluginSpecification = {
  name: "@elizaos/plugin-notes",
  description: "Keeps short notes",
  version: "1.0.0",
  actions: [
    {
      name: "addNote",
      description: "Add a note",
      parameters: { text: { type: "string", description: "What to note", required: true } },
    },
  ],
  providers: [],
  services: [
    { name: "NotesService", description: "Keeps notes in the agent's cache", methods: ["add"] },
  ],
  evaluators: [],
  dependencies: {},
  environmentVariables: [],
};

/** A small plugin as it should be: it passes every gate, and a test holds it to that. */
export const exampleSource: Files = {
  "src/index.ts": `import type { Plugin } from "@elizaos/core";
import { addNoteAction } from "./actions/add-note.js";
import { NotesService } from "./services/notes.js";

const notesPlugin: Plugin = {
  name: "@elizaos/plugin-notes",
  description: "Keeps short notes",
  actions: [addNoteAction],
  services: [NotesService],
};

export default notesPlugin;
`,
  "src/actions/add-note.ts": `import type { Action } from "@elizaos/core";
import { z } from "zod";
import { readParameters } from "../parameters.js";
import type { NotesService } from "../services/notes.js";

const Parameters = z.object({ text: z.string().trim().min(1).max(2000) });

export const addNoteAction: Action = {
  name: "addNote",
  similes: ["ADD_NOTE"],
  description: "Add a note",
  parameters: { text: { type: "string", description: "What to note", required: true } },
  validate: async () => true,
  async handler(runtime, message, state, options, callback, responses) {
    const answer = async (success: boolean, text: string) => {
      await callback?.({ text });
      return { success, text };
    };
    const parameters = readParameters(Parameters, { message, state, options, responses });
    if (!parameters.ok) return answer(false, parameters.text);
    const notes = runtime.getService<NotesService>("notes");
    if (!notes) return answer(false, "The notes are not available.");
    try {
      await notes.add(parameters.value.text);
    } catch (error) {
      runtime.logger.error({ error: String(error) }, "A note could not be kept");
      return answer(false, "The note could not be kept. Please try again.");
    }
    return answer(true, \`Noted: \${parameters.value.text}\`);
  },
};
`,
  "src/services/notes.ts": `import { Service, type IAgentRuntime } from "@elizaos/core";

const KEY = "@elizaos/plugin-notes:notes";

export class NotesService extends Service {
  static override serviceType = "notes";
  override capabilityDescription = "Keeps notes in the agent's cache";
  #turn: Promise<unknown> = Promise.resolve();

  static override async start(runtime: IAgentRuntime): Promise<NotesService> {
    return new NotesService(runtime);
  }

  /** One change after the other, so that changes at the same time lose nothing. */
  add(text: string): Promise<void> {
    const turn = this.#turn.then(async () => {
      const notes = (await this.runtime.getCache<string[]>(KEY)) ?? [];
      await this.runtime.setCache(KEY, [...notes, text]);
    });
    this.#turn = turn.catch(() => undefined); // whoever called hears of it
    return turn;
  }

  override async stop(): Promise<void> {
    await this.#turn;
  }
}
`,
};

/** Tests of the example, written as the tester should write them. */
export const exampleTest = `import { expect, test } from "vitest";
import plugin from "../index.js";
import { startPlugin } from "./support.js";

test("[AC-1] addNote keeps the note and says so", async () => {
  const storage = new Map<string, unknown>();
  const { call } = await startPlugin(plugin, { storage });
  const result = await call("addNote", { text: "buy milk" });
  expect(result.success).toBe(true);
  expect(result.text?.toLowerCase()).toContain("buy milk");
  expect(JSON.stringify([...storage.values()])).toContain("buy milk");
});

test.each([{}, { text: 5 }])("[AC-2] addNote refuses %j", async (parameters) => {
  const { call } = await startPlugin(plugin);
  expect(await call("addNote", parameters)).toMatchObject({ success: false });
});
`;
