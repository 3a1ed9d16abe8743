import { forgery, probe, type HostileCase } from "../hostile-case.ts";

const inTests = { zones: ["test" as const] };

/** What ends before it can report is red all the same: its file, or the whole run. */
const ended = (name: string): RegExp[] => [
  new RegExp(`^test (src/__tests__/${name}\\.test\\.js:|.*more memory than is allowed)`),
];

const eater = (name: string, about: string, body: string): HostileCase => {
  const named = `process.title = "{{marker}}-${name}";\n  ${body}`;
  const made = probe(name, about, "memory", named, { ...inTests, group: "memory", alone: true });
  return { ...made, expect: { ...made.expect, findings: ended(name) } };
};

const MEGABYTES = `Number("{{megabytes}}")`;

/** Ways to use up the machine: memory, disk, output. */
export const resources: HostileCase[] = [
  eater(
    "memory-buffers",
    "Takes memory outside of the JavaScript heap",
    `const all = [];
  for (let i = 0; i < ${MEGABYTES}; i += 16) all.push(Buffer.alloc(16 * 1048576, 1));
  await new Promise((resolve) => setTimeout(resolve, 500));
  return String(all.length);`,
  ),
  eater(
    "memory-heap",
    "Takes memory in the JavaScript heap",
    `const all = [];
  for (let i = 0; i < ${MEGABYTES}; i += 64) all.push(new Array(8 * 1048576).fill(i + 0.5));
  await new Promise((resolve) => setTimeout(resolve, 500));
  return String(all.length);`,
  ),
  eater(
    "memory-wasm",
    "Takes memory through WebAssembly",
    `const all = [];
  for (let i = 0; i < ${MEGABYTES}; i += 64) {
    const memory = new WebAssembly.Memory({ initial: 1024, maximum: 1024 });
    new Uint8Array(memory.buffer).fill(1);
    all.push(memory);
  }
  await new Promise((resolve) => setTimeout(resolve, 500));
  return String(all.length);`,
  ),
  probe(
    "disk-bytes",
    "Fills every temporary folder that it can write to",
    "file",
    `const block = Buffer.alloc(1048576, 1);
  const written = ["/tmp", "/dev/shm", "{{tmp}}"].map((folder) => {
    try {
      const file = fs.openSync(path.join(folder, "{{marker}}-disk-bytes"), "w");
      let size = 0;
      try { while (size < ${MEGABYTES} / 10) { fs.writeSync(file, block); size += 1; } } catch (error) { return size + " MB, then " + error.code; }
      return size + " MB";
    } catch (error) { return error.code; }
  });
  return written.join("; ");`,
    inTests,
  ),
  probe(
    "disk-files",
    "Makes thousands of files",
    "file",
    `let made = 0;
  for (const folder of ["/tmp", "/dev/shm", "{{tmp}}"]) {
    try { for (let i = 0; i < 2000; i += 1) { fs.writeFileSync(path.join(folder, "{{marker}}-disk-files-" + i), ""); made += 1; } } catch {}
  }
  return made + " files";`,
    inTests,
  ),
  forgery(
    "flood-output",
    "Prints for ever",
    `test("flood-output", async () => {
  expect(1).toBe(1);
  const lines = ("x".repeat(127) + "\\n").repeat(512);
  for (;;) await new Promise((resolve) => process.stdout.write(lines, resolve));
}, 600_000);`,
    {
      group: "output and import",
      findings: [/^test /],
      hangs: true,
      teeth: { tool: "vitest", shows: "flood" },
    },
  ),
  forgery(
    "flood-channel",
    "Sends for ever through the channel on which results are told",
    `test("flood-channel", async () => {
  expect(1).toBe(1);
  const bytes = Buffer.alloc(1048576, 1);
  for (;;) await new Promise((resolve) => process.send({ bytes }, resolve));
}, 600_000);`,
    {
      group: "channel and stop",
      findings: [/^test /],
      hangs: true,
      teeth: { tool: "vitest", shows: "hang" },
    },
  ),
  forgery(
    "flood-message",
    "Fails with a message of many megabytes",
    `test("flood-message", () => { throw new Error("x".repeat(32 * 1048576)); });`,
    {
      group: "message and provider",
      findings: [/^test /],
      hangs: true,
      teeth: { tool: "vitest", shows: "flood" },
    },
  ),
];
