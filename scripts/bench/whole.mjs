import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { measured, median } from "./cpu.mjs";
import { load, root } from "./plugins.mjs";

const cli = path.join(root, "dist", "plugin", "cli.js");
const SENTENCE =
  "I need a plugin that manages todo lists with add, complete, remove and list functionality";
const environment = { ...process.env, PLUGIN_MUTATION_PROOF: "off", PLUGIN_MODEL: "offline" };

/** Whole offline jobs, from a sentence to the tag, mutation proof off: in new processes, and one after the other in this one. */
export async function wholeJobs(folder, rounds) {
  const data = path.join(folder, "whole");
  const fresh = [];
  // The first one prepares the machine.
  for (let round = 0; round <= rounds; round += 1) {
    const { value, wallMs } = await measured(async () =>
      spawnSync(process.execPath, [cli, "create", SENTENCE, "--data", data], { env: environment }),
    );
    if (value.status !== 0) throw new Error(`The job failed: ${value.stdout}${value.stderr}`);
    if (round > 0) fresh.push(wallMs);
  }
  return { freshMs: Math.round(median(fresh)), warmMs: Math.round(await warmJobs(data, rounds)) };
}

async function warmJobs(data, rounds) {
  const { Team } = await load("agents", "team.js");
  const { loadConfig } = await load("shared", "config.js");
  const config = { ...loadConfig({ PLUGIN_MUTATION_PROOF: "off" }), dataDir: data };
  const team = new Team({ config });
  const walls = [];
  for (let round = 0; round <= rounds; round += 1) {
    const { value, wallMs } = await measured(async () => {
      const { job } = await team.create({ description: SENTENCE });
      return team.finished(job.id);
    });
    if (value.status !== "completed") throw new Error(`The job ended as ${value.status}.`);
    if (round > 0) walls.push(wallMs);
  }
  await team.close();
  return median(walls);
}

/** The second start of the studio to its first reply in chat, and what it takes to print the help. */
export async function starts(folder, rounds) {
  const data = path.join(folder, "starts");
  const replies = [];
  for (let round = 0; round <= rounds; round += 1) {
    const { wallMs } = await measured(() => untilFirstReply(data));
    if (round > 0) replies.push(wallMs);
  }
  const helps = [];
  for (let round = 0; round <= rounds; round += 1) {
    const { wallMs } = await measured(async () => spawnSync(process.execPath, [cli, "--help"]));
    if (round > 0) helps.push(wallMs);
  }
  return { secondStartMs: Math.round(median(replies)), helpMs: Math.round(median(helps)) };
}

/** Starts the studio, says hello to the coordinator at once, and ends it after the reply. */
async function untilFirstReply(data) {
  const { agentId } = await load("agents", "characters.js");
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const args = [cli, "serve", "--port", String(port), "--data", data];
  const server = spawn(process.execPath, args, {
    env: environment,
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    await new Promise((resolve, reject) => {
      let said = "";
      server.stdout.on("data", (text) => {
        said += text;
        if (said.includes("The studio is open")) resolve();
      });
      server.on("exit", (code) => reject(new Error(`The studio ended with ${code}: ${said}`)));
    });
    await firstReply(`http://127.0.0.1:${port}`, agentId("coordinator"));
  } finally {
    server.removeAllListeners("exit");
    const isGone = once(server, "exit");
    server.kill("SIGTERM");
    await isGone;
  }
}

async function firstReply(url, agent) {
  const { io } = await import("socket.io-client");
  const user = crypto.randomUUID();
  const server = "00000000-0000-0000-0000-000000000000";
  const response = await fetch(`${url}/api/messaging/channels`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      name: "Chat",
      type: "DM",
      message_server_id: server,
      participantCentralUserIds: [user, agent],
      metadata: { isDm: true, forAgent: agent },
    }),
  });
  const { data: channel } = await response.json();
  const socket = io(url, { auth: { entityId: user }, transports: ["websocket"] });
  const place = { channelId: channel.id, roomId: channel.id, messageServerId: server };
  await new Promise((resolve) => {
    socket.on("messageBroadcast", ({ senderId }) => senderId === agent && resolve());
    socket.on("connection_established", () =>
      socket.emit("message", { type: 1, payload: { ...place, entityId: user, agentId: agent } }),
    );
    socket.on("channel_joined", () => socket.emit("message", say(place, user, agent)));
  });
  socket.close();
}

const say = (place, user, agent) => ({
  type: 2,
  payload: {
    ...place,
    senderId: user,
    senderName: "Me",
    message: "hello",
    messageId: crypto.randomUUID(),
    source: "client_chat",
    attachments: [],
    metadata: { channelType: "DM", isDm: true, targetUserId: agent },
  },
});

/** Events a second through bus and journal, each on disk before anybody hears of it. */
export async function eventsPerSecond(folder) {
  const { EventBus } = await load("shared", "event-bus.js");
  const { Jobs } = await load("shared", "jobs.js");
  const jobs = new Jobs(path.join(folder, "events"));
  const bus = new EventBus((event) => jobs.record(event));
  const stamp = { jobId: jobs.newId(), agent: "coordinator" };
  const created = { description: "a todo list", notes: [], maxIterations: 5, model: "offline" };
  bus.publish("job:created", stamp, created);
  const thought = { text: "x".repeat(200) };
  const { wallMs } = await measured(async () => {
    for (let count = 0; count < EVENTS; count += 1) bus.publish("agent:thought", stamp, thought);
  });
  jobs.close();
  return Math.round((EVENTS / wallMs) * 1_000);
}

const EVENTS = 1_000;
