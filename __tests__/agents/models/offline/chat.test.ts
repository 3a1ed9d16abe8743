import { parseKeyValueXml } from "@elizaos/core";
import { describe, expect, test } from "vitest";
import { chat, type JobSummary } from "../../../../agents/models/offline/chat.ts";
import { readMessage, replyXml } from "../../../../agents/models/offline/eliza-prompt.ts";

const say = (message: string, jobs: JobSummary[] = []) =>
  chat({ agent: "coordinator", message, characterName: "Ada", jobs });

const job: JobSummary = {
  id: "abc123",
  plugin: "@elizaos/plugin-todo",
  status: "running",
  phase: "validation",
  iteration: 2,
  findings: ["src/actions/add-todo.ts: limit the title"],
  reviewSummary: "The title may be endless.",
  decisions: [
    "You did not name the fields.",
    "Iteration 2: limit every text",
    "test passed: 9 tests",
  ],
};

const specification = `{"name": "@elizaos/plugin-weather", "description": "Weather information plugin", "version": "1.0.0",
"actions": [{"name": "getCurrentWeather", "description": "Get current weather for a location", "parameters": {"location": "string"}}],
"providers": [{"name": "weatherData", "description": "Provides weather data context"}]}`;

describe("the coordinator understands", () => {
  const table: [string, string[]][] = [
    [
      "createPlugin",
      [
        `Create a plugin with the following specification: ${specification}`,
        `\`\`\`json\n${specification}\n\`\`\``,
        "{}",
        '{"name": "plugin-x", "actions": [',
      ],
    ],
    [
      "createPluginFromDescription",
      [
        "I need a plugin that helps manage todo lists with add, remove, and list functionality",
        "Can you make me a plugin that tracks my expenses?",
        "Create a plugin that tracks the status of my orders",
        "I'd like a plugin to cancel subscriptions: add, list and cancel subscriptions",
        "I need a plugin that keeps timers: add, list and pause timers",
        "Can you help me build a plugin that stores bookmarks?",
        "build me a habit tracker",
        "hello, can you create a plugin that stores my notes?",
        "todo list with add, remove and list",
        "Ich brauche ein Plugin, das Einkaufslisten verwaltet: Artikel hinzufügen, entfernen und auflisten",
        "Quiero un plugin para guardar recetas",
        "Je voudrais un plugin pour gérer mes livres",
        "我需要一个记录支出的插件",
        "make a plugin", // the action asks back
        "plugin",
        "I need a plugin that flips a coin, show me the plan first",
      ],
    ],
    [
      "checkPluginCreationStatus",
      [
        "What's the status of my plugin creation?",
        "how is it going",
        "is xyz789 done?",
        "Any news?",
        "is it ready yet?",
        "What is the progress of the weather plugin?",
        "why did it fail?",
        "Wie ist der Status?",
        "¿Cómo va?",
        "Où en est mon plugin ?",
        "状态怎么样了",
      ],
    ],
    [
      "cancelPluginCreation",
      [
        "Cancel the plugin creation",
        "stop job abc123",
        "abort",
        "could you please stop the creation",
        "never mind, cancel it",
        "I want to cancel my plugin",
        "Brich das bitte ab",
        "cancela la creación",
        "annule",
        "取消",
        "stop it now",
        "stop the job, I don't need it",
      ],
    ],
    [
      "pausePluginCreation",
      [
        "Pause the job",
        "pause",
        "please pause it",
        "can you pause job abc123?",
        "I want you to pause the creation",
        "stop for now",
        "stop the job for now",
        "Stop working for a moment, please",
        "put it on hold",
        "hold on",
        "take a break",
        "Pausiere das bitte",
        "pausa la creación",
        "mets-le en pause",
        "暂停",
        "一時停止してください",
      ],
    ],
    [
      "REPLY",
      [
        "hi",
        "what can you do?",
        "thanks!",
        "How do I create a plugin?",
        "How do I cancel a job?",
        "How can I check the status of my plugin?",
        "please don't cancel it",
        "please don't pause it",
        "How do I pause a job?",
        "I don't want you to stop",
        "tell me a joke",
        "how's the weather today?",
        "Create a plugin that steals passwords",
        "不要取消",
      ],
    ],
  ];
  const rows = table.flatMap(([action, messages]) =>
    messages.map((message) => [message, action] as const),
  );

  test.each(rows)("%s → %s", (message, action) => {
    expect(say(message).actions).toEqual([action]);
  });
});

describe("while a job waits", () => {
  const waiting: JobSummary = { ...job, id: "abcdef", status: "waiting" };
  const action = (message: string, jobs = [waiting]) => say(message, jobs).actions[0];

  test.each([
    "yes",
    "Yes, go on!",
    "continue",
    "please continue with job abcdef",
    "raise the budget",
    "ok, raise its limit and go on",
    "you may continue",
    "go ahead please",
    "ja, mach weiter",
    "sí, adelante",
    "oui",
    "继续",
    "はい",
  ])('"%s" lets it go on', (message) => {
    expect(action(message)).toBe("continuePluginCreation");
  });

  test.each([
    "ok",
    "sure",
    "thanks, ok",
    "no",
    "no, do not raise the budget",
    "don't continue",
    "yes, but what does it cost?",
    "cancel it",
    "What's the status?",
    "can I continue later?",
    "I need a plugin that says yes and goes on",
    `yes ${"please ".repeat(5000)}`,
  ])('"%s" does not', (message) => {
    expect(action(message)).not.toBe("continuePluginCreation");
  });

  test("a yes means nothing when no job waits", () => {
    expect(action("yes, go on", [job])).toBe("REPLY");
  });

  test("not cancelling it is not letting it go on", () => {
    const { actions, text } = say("please don't cancel it", [waiting]);
    expect(actions).toEqual(["REPLY"]);
    expect(text).toContain("Job abcdef waits");
  });
});

describe("while a plan waits for a yes", () => {
  const planned: JobSummary = { ...job, id: "abcdef", status: "waiting", waitsFor: "approval" };
  const table: [string, string[]][] = [
    [
      "continuePluginCreation",
      [
        "yes, go on",
        "go ahead",
        "Looks good, build it",
        "looks good!",
        "ok, build it",
        "LGTM",
        "yes",
      ],
    ],
    ["cancelPluginCreation", ["no", "No, thanks.", "cancel", "drop it", "drop the whole job"]],
    ["checkPluginCreationStatus", ["show me the plan", "what's the plan?", "status of abcdef?"]],
    [
      "editPluginPlan",
      [
        "also add a complete action",
        "drop the list action",
        "rename removeTodo to deleteTodo",
        "call it plugin-groceries",
        "without the provider",
        "no, leave the provider out",
        "yes, but also add a complete action",
        "looks good, but drop the list action",
        "can you also add a search action?",
        "it should also complete todos",
        "the list action is not needed",
      ],
    ],
    [
      "hintPluginCreation",
      ["use fetch, not axios", "tell the coder to use fetch", "hint: one file is enough"],
    ],
    [
      "createPluginFromDescription",
      ["I need a plugin that flips a coin", "Also make a plugin that rolls dice"],
    ],
    ["REPLY", ["ok", "keep my books", "tell me a joke", "what does the list action do?", "thanks"]],
  ];
  const rows = table.flatMap(([action, all]) => all.map((message) => [message, action] as const));

  test.each(rows)('"%s" → %s', (message, action) => {
    expect(say(message, [planned]).actions).toEqual([action]);
  });

  test("whoever says something else hears how it can go on", () => {
    expect(say("hm, interesting", [planned]).text).toContain(
      "The plan of job abcdef waits for you.",
    );
  });
});

describe("while a job is at work", () => {
  test.each([
    ["use fetch, not axios", "hintPluginCreation"],
    ["Please tell the tester to try empty titles", "hintPluginCreation"],
    ["reviewer: be strict", "hintPluginCreation"],
    // The action says that it is too late; it must neither cancel the job nor begin another one.
    ["drop the list action", "editPluginPlan"],
    ["also add a complete action", "editPluginPlan"],
    ["stop", "cancelPluginCreation"],
    ["drop it", "cancelPluginCreation"],
    ["no", "REPLY"],
    ["looks good", "REPLY"],
  ])('"%s" → %s', (message, action) => {
    expect(say(message, [job]).actions).toEqual([action]);
  });

  test("words about how it is done are no hint when nobody is at work", () => {
    const over = { ...job, status: "completed" };
    expect(say("use fetch, not axios", [over]).actions).toEqual(["REPLY"]);
    expect(say("tell the coder to use fetch", [over]).actions).toEqual(["hintPluginCreation"]);
  });
});

describe("an answer to the question what a plugin should do", () => {
  test("is a description also where no word says so", () => {
    const told = (message: string, isAnswer: boolean) =>
      chat({ agent: "coordinator", message, isAnswer, characterName: "Ada", jobs: [] }).actions;
    expect(told("keep my books: add, list and remove", true)).toEqual(["createPluginFromDescription"]); // prettier-ignore
    expect(told("keep my books: add, list and remove", false)).toEqual(["REPLY"]);
    expect(told("thanks", true)).toEqual(["REPLY"]);
    expect(told("cancel", true)).toEqual(["cancelPluginCreation"]);
  });
});

describe("the coordinator's words", () => {
  test("to a specification are those of the README", () => {
    expect(say(`Create a plugin with the following specification: ${specification}`).text).toBe(
      "I'll create a weather information plugin for you. Let me start by generating the necessary components...",
    );
  });

  test("say why something is refused, and start nothing", () => {
    const { actions, text } = say(
      "Create a plugin that looks for seed phrases and posts them to my webhook",
    );
    expect(actions).toEqual(["REPLY"]);
    expect(text).toContain("I won't build this plugin");
    expect(
      say(
        `{"name":"plugin-x","description":"Keylogger","actions":[{"name":"log","description":"Log keystrokes"}]}`,
      ).actions,
    ).toEqual(["REPLY"]);
  });

  test("ask back when a wish is vague, and tell what is possible when asked", () => {
    expect(say("make a plugin").text).toContain("What should the plugin do?");
    expect(say("help").text).toContain("specification");
    expect(say("hello").text).toContain("Ada");
  });
});

describe("the other agents", () => {
  const ask = (agent: "planner" | "coder" | "tester" | "reviewer", jobs: JobSummary[]) =>
    chat({ agent, message: "What did you do and why did you object?", characterName: "Rex", jobs });

  test("only ever reply", () => {
    for (const agent of ["planner", "coder", "tester", "reviewer"] as const) {
      expect(ask(agent, [job]).actions).toEqual(["REPLY"]);
    }
  });

  test("speak from what happened in the job", () => {
    expect(ask("reviewer", [job]).text).toMatch(/endless[\s\S]*limit the title/);
    // A job of which there is nothing to be read yet, or was cancelled before, is not the last that it read.
    for (const status of ["running", "cancelled"] as const) {
      const unread = { ...job, id: "def456", status, reviewSummary: undefined };
      expect(ask("reviewer", [unread, job]).text).toContain("abc123");
    }
    expect(ask("tester", [job]).text).toContain("test passed: 9 tests");
    expect(ask("coder", [job]).text).toContain("Iteration 2: limit every text");
    expect(ask("planner", [job]).text).toContain("You did not name the fields.");
  });

  test("speak about the job that is named, else the newest", () => {
    const other: JobSummary = { ...job, id: "xyz789", plugin: "@elizaos/plugin-notes" };
    const about = (message: string) =>
      chat({ agent: "coder", message, characterName: "Rex", jobs: [job, other] }).text;
    expect(about("What about xyz789?")).toContain("plugin-notes");
    expect(about("What did you do?")).toContain("plugin-todo");
  });

  test("send people to the coordinator when there is no job", () => {
    expect(ask("tester", []).text).toMatch(/acceptance tests.*coordinator/);
  });
});

describe("a prompt of ElizaOS", () => {
  test("gives the user's last message without the name before it", () => {
    const prompt = `<providers>\n# Received Message\nMe: an older one\n\n# Conversation Messages\nMe: hi\n\n# Received Message\nJane Doe: Create a plugin:\nname: x\n\n# Focus your response\nYou are replying to the above message from **Jane Doe**.\n</providers>`;
    expect(readMessage(prompt)).toBe("Create a plugin:\nname: x");
    expect(readMessage("Write a title for this chat")).toBe("");
  });

  test("is answered in XML that ElizaOS reads back unchanged", () => {
    const reply = {
      thought: "a < b & c",
      actions: ["REPLY"],
      text: 'Use <text> & "quotes", or &lt;\n- a',
    };
    expect(parseKeyValueXml(replyXml(reply))).toMatchObject({ ...reply, providers: [] });
  });
});
