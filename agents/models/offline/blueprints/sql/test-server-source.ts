import type { SourceFile } from "../../blueprint.ts";

/** A stand-in for PostgreSQL: it speaks enough of the wire protocol (version 3) for the tests of a generated plugin. */
export const postgresServerFile: SourceFile = {
  path: "src/__tests__/postgres-server.ts",
  content: `import { createServer, type AddressInfo, type Socket } from "node:net";

type Row = Record<string, string | number | null>;

/** A statement as it arrived: its text and, apart from it, the values bound to $1, $2 … */
export interface Received {
  text: string;
  values: (string | null)[];
}

/** Speaks PostgreSQL's wire protocol on this machine, notes every statement and answers as it is told. */
export interface PostgresServer {
  url: string;
  received: Received[];
  /** Sets the rows for statements that contain a text; all others return none. */
  answer(part: string, rows: Row[]): void;
  /** Refuses statements that contain a text. */
  refuse(part: string, message: string): void;
  stop(): Promise<void>;
}

export const PASSWORD = "a-password-nobody-may-see";

/** Starts a server that accepts every user. */
export async function startPostgres(): Promise<PostgresServer> {
  const received: Received[] = [];
  const answers = new Map<string, Row[]>();
  const refusals = new Map<string, string>();
  const sockets = new Set<Socket>();
  const reply = (statement: Received): Buffer => {
    received.push(statement);
    const { text } = statement;
    const refusal = [...refusals].find(([part]) => text.includes(part))?.[1];
    if (refusal !== undefined) {
      return frame("E", text0("SERROR"), text0("C42P01"), text0(\`M\${refusal}\`), Buffer.from([0]));
    }
    const rows = [...answers].find(([part]) => text.includes(part))?.[1] ?? [];
    const command = text.trim().split(/\\s/)[0]?.toUpperCase() ?? "";
    const done = frame("C", text0(command === "SELECT" ? \`SELECT \${rows.length}\` : command));
    return Buffer.concat([describe(rows[0]), ...rows.map(dataRow), done]);
  };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    let waiting = Buffer.alloc(0);
    let isOpen = false;
    let statement: Received = { text: "", values: [] };
    socket.on("data", (chunk) => {
      waiting = Buffer.concat([waiting, chunk]);
      const head = () => (isOpen ? 1 : 0);
      while (waiting.length >= head() + 4) {
        const length = waiting.readInt32BE(head());
        if (waiting.length < head() + length) return;
        const type = isOpen ? String.fromCharCode(waiting[0] ?? 0) : "";
        const body = waiting.subarray(head() + 4, head() + length);
        waiting = waiting.subarray(head() + length);
        if (!isOpen) {
          isOpen = true;
          socket.write(Buffer.concat([frame("R", int32(0)), READY]));
        } else if (type === "P") {
          statement = { text: body.toString("utf8", 1).split("\\0")[0] ?? "", values: [] };
        } else if (type === "B") {
          statement.values = boundValues(body);
        } else if (type === "S") {
          socket.write(Buffer.concat([frame("1"), frame("2"), reply(statement), READY]));
        } else if (type === "Q") {
          statement = { text: body.toString("utf8").split("\\0")[0] ?? "", values: [] };
          socket.write(Buffer.concat([reply(statement), READY]));
        } else if (type === "X") socket.end();
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: \`postgres://someone:\${PASSWORD}@127.0.0.1:\${port}/test\`,
    received,
    answer: (part, rows) => void answers.set(part, rows),
    refuse: (part, message) => void refusals.set(part, message),
    stop: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

const text0 = (text: string): Buffer => Buffer.from(\`\${text}\\0\`);

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}

function frame(type: string, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from(type), int32(body.length + 4), body]);
}

const READY = frame("Z", Buffer.from("I"));

/** Numbers are announced as int4 (23), everything else as text (25). */
function describe(row: Row | undefined): Buffer {
  if (!row) return frame("n");
  const columns = Object.entries(row).map(([name, value]) =>
    Buffer.concat([
      text0(name),
      int32(0),
      int16(0),
      int32(typeof value === "number" ? 23 : 25),
      int16(-1),
      int32(-1),
      int16(0),
    ]),
  );
  return frame("T", int16(columns.length), ...columns);
}

function dataRow(row: Row): Buffer {
  const values = Object.values(row).map((value) => {
    if (value === null) return int32(-1);
    const bytes = Buffer.from(String(value));
    return Buffer.concat([int32(bytes.length), bytes]);
  });
  return frame("D", int16(values.length), ...values);
}

/** The values of a Bind message, which follow two names and the formats. */
function boundValues(body: Buffer): (string | null)[] {
  let at = body.indexOf(0) + 1;
  at = body.indexOf(0, at) + 1;
  at += 2 + 2 * body.readInt16BE(at);
  const count = body.readInt16BE(at);
  at += 2;
  return Array.from({ length: count }, () => {
    const length = body.readInt32BE(at);
    at += 4;
    if (length < 0) return null;
    at += length;
    return body.toString("utf8", at - length, at);
  });
}
`,
};
