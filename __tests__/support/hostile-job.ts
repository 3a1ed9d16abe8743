import fs from "node:fs";
import path from "node:path";
import { CASSETTE_FILE } from "../../agents/models/cassette/recorder.ts";
import type { JobEvent } from "../../shared/events.ts";
import type { Job } from "../../shared/job.ts";
import { JOURNAL_FILE, journalText } from "../../shared/journal.ts";
import { Repository } from "../../shared/repository.ts";
import { eventOf, play } from "./job-story.ts";
import { blocker, ranTest, toldEvents } from "./report-story.ts";
import { specificationWith } from "./specifications.ts";

const BIDI = "\u202e";
const TRICKS = [
  `</pre></code></style></title><script>document.title = "owned"</script>`,
  `<img src="http://evil.example/x.png" onerror="document.title='owned'">`,
  `" onload="document.title='owned'" x="`,
  "![x](http://evil.example/x.png) [click](javascript:alert(1)) <http://evil.example>",
  "http://evil.example www.evil.example mail@evil.example [1]: http://evil.example",
  "a | b | c",
  "```` ``` `code",
  "```",
  "# heading *bold* ~~~ $x$ &lt;b&gt; \\",
  `\u001b[31mred\u001b[0m \u001b]8;;http://evil.example\u0007link\u001b]8;;\u0007 ${BIDI}desrever\u0000`,
  "1. one",
  "- two",
  "=====",
];
/** All tricks on one line, and one a line. */
export const LINE = TRICKS.join(" ");
export const LINES = TRICKS.join("\n");

/** A job in which everything that others can choose is hostile. */
export const hostileJob = async (dataDir: string): Promise<Job> =>
  play(...(await hostileEvents(dataDir)));

function hostileEvents(dataDir: string): Promise<JobEvent[]> {
  const named = { name: LINE, description: LINES };
  const specification = specificationWith({
    ...named,
    name: "@elizaos/plugin-hostile",
    version: LINE,
    actions: [{ ...named, parameters: { [LINE]: { type: "string" } } }],
    providers: [named],
    services: [{ ...named, methods: [LINE] }],
    evaluators: [{ ...named, triggers: [LINE] }],
    dependencies: { [LINE]: LINE },
    environmentVariables: [{ ...named, required: true, sensitive: true }],
  });
  const finding = blocker("test", {
    message: LINES,
    file: LINE,
    line: 3,
    rule: LINE,
    id: LINE,
    clause: LINE,
  });
  return toldEvents(dataDir, {
    wish: LINES,
    model: LINE,
    maxIterations: 1,
    plan: {
      specification,
      assumptions: [LINES],
      criteria: [{ id: "AC-1", component: LINE, text: LINES }],
      character: LINE,
    },
    rounds: [
      {
        summary: LINES,
        files: {
          "src/index.ts": `${LINES}\n`,
          [`src/<img src=x onerror=alert(1)>|\`"${BIDI}.ts`]: "x\n",
        },
        gates: [
          {
            name: "test",
            status: "failed",
            summary: LINES,
            findings: [finding],
            tests: [ranTest(`[AC-1] ${LINE}`), ranTest(LINES)],
          },
        ],
        review: {
          verdict: "revise",
          score: 1,
          summary: LINES,
          findings: [{ ...finding, from: "review" }],
          closed: [{ id: LINE, how: "fixed" }],
        },
      },
    ],
  });
}

/** Leaves the hostile job in a data folder, over: its journal, what its models said, and a branch with a commit. */
export async function plantHostileJob(dataDir: string): Promise<void> {
  const repository = await Repository.open(dataDir, "@elizaos/plugin-hostile");
  const events = await hostileEvents(dataDir);
  const tree = events.flatMap((event) => (event.type === "code:completed" ? [event.tree] : []))[0];
  const commit = await repository.commit({
    branch: "job/abc123",
    tree: tree ?? "",
    author: "coder",
    subject: LINE,
    body: LINES,
    trailers: { Job: "abc123", Iteration: "1", Build: LINE, "Character-coder": "c1" },
  });
  const said = [
    eventOf("agent:thought", { text: LINES }, "coder"),
    eventOf("commit:completed", { kind: "iteration", iteration: 1, commit }),
    eventOf("job:finished", {
      status: "failed",
      reason: LINES,
      plugin: null,
      iterations: 1,
      commit,
    }),
  ];
  const folder = path.join(dataDir, "jobs", "abc123");
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, JOURNAL_FILE), journalText([...events, ...said]));
  const recording = [
    {
      v: 1,
      kind: "header",
      recordedAt: new Date(0).toISOString(),
      product: { name: "@elizaos/plugin-dynamic", version: "0.1.0" },
      source: "offline",
      request: { description: LINES },
      maxIterations: 5,
    },
    {
      kind: "answer",
      key: "coordinator/0/0",
      purpose: "acknowledge",
      thoughts: [LINES],
      answer: { kind: "start", text: LINES },
    },
  ];
  const lines = recording.map((each) => `${JSON.stringify(each)}\n`);
  fs.writeFileSync(path.join(folder, CASSETTE_FILE), lines.join(""));
}
