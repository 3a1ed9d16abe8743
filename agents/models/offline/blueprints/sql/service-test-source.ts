import type { ServiceSpecification } from "../../../../../shared/specification.ts";
import { serviceType } from "../../code/context.ts";
import { quote } from "../../code/text.ts";
import { EVIL } from "./action-test-source.ts";
import { methodMeanings } from "./claims.ts";

/** Tests of a service: each of its methods, and its life without a database. */
export function serviceTests(service: ServiceSpecification): string {
  const named = new Map(
    [...(methodMeanings(service) ?? [])].map(([name, meaning]) => [meaning, name]),
  );
  const methods: Record<string, string> = {
    connect: "(): Promise<void>",
    disconnect: "(): Promise<void>",
    query: "(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>",
    transaction:
      "<Value>(work: (client: { query(text: string, values?: unknown[]): Promise<unknown> }) => Promise<Value>): Promise<Value>",
    health: "(): Promise<{ healthy: boolean }>",
    isConnected: "(): boolean",
    poolStats: "(): { total: number; size: number }",
  };
  const members = [...named].flatMap(([meaning, name]) =>
    methods[meaning] ? [`    ${name}${methods[meaning]};`] : [],
  );
  const use = (meaning: string): string | undefined => named.get(meaning);
  const parts: string[] = [];
  if (use("connect") && use("disconnect")) {
    parts.push(`  test("connects and disconnects as often as it is told", async () => {
    await service().${use("connect")}();
    await service().${use("connect")}();
    await service().${use("disconnect")}();
    await service().${use("disconnect")}();
    await service().${use("connect")}();
    expect(database.received.length).toBeGreaterThan(0);
  });`);
  }
  if (use("query")) {
    parts.push(`  test("binds the values of a query", async () => {
    database.answer("FROM users", [{ id: 7 }]);
    const { rows } = await service().${use("query")}("SELECT id FROM users WHERE name = $1", [${quote(EVIL)}]);
    expect(rows).toEqual([{ id: 7 }]);
    expect(database.received).toEqual([{ text: "SELECT id FROM users WHERE name = $1", values: [${quote(EVIL)}] }]);
  });`);
  }
  if (use("transaction")) {
    parts.push(`  test("does all of a transaction or none of it", async () => {
    const texts = () => database.received.map(({ text }) => text);
    const value = await service().${use("transaction")}(async ({ query }) => {
      await query("UPDATE a SET b = $1", [1]);
      return "done";
    });
    expect(value).toBe("done");
    expect(texts()).toEqual(["BEGIN", "UPDATE a SET b = $1", "COMMIT"]);
    database.refuse("INTO missing", "there is no such table");
    const failing = service().${use("transaction")}(({ query }) => query("INSERT INTO missing DEFAULT VALUES"));
    await expect(failing).rejects.toThrow("there is no such table");
    expect(texts().slice(3)).toEqual(["BEGIN", "INSERT INTO missing DEFAULT VALUES", "ROLLBACK"]);
  });`);
  }
  if (use("health")) {
    parts.push(`  test("knows whether the database is healthy", async () => {
    expect(await service().${use("health")}()).toMatchObject({ healthy: true });
    database.refuse("SELECT 1", "shutting down");
    expect(await service().${use("health")}()).toMatchObject({ healthy: false });
  });`);
  }
  if (use("poolStats")) {
    parts.push(`  test("counts its connections", async () => {
    expect(service().${use("poolStats")}()).toMatchObject({ total: 0 });
    expect(service().${use("poolStats")}().size).toBeGreaterThan(0);
  });`);
  }
  const failing = use("connect")
    ? `${use("connect")}()`
    : use("query")
      ? `${use("query")}("SELECT 1")`
      : undefined;
  if (failing) {
    parts.push(`  test("starts without a database and says why it cannot be used, without the connection string", async () => {
    const { service: find, stop } = await withoutDatabase();
    const lonely = find(${quote(serviceType(service.name))}) as unknown as Database;
    const failure: Error = await lonely.${failing}.then(
      () => new Error("it worked"),
      (error: Error) => error,
    );
    expect(failure.message).toContain("cannot be reached");
    expect(String(failure.stack)).not.toContain(PASSWORD);
    await stop();
    await stop();
  });`);
  }
  return `describe(${quote(service.name)}, () => {
  interface Database extends Service {
${members.join("\n")}
  }
  const service = () => started.service(${quote(serviceType(service.name))}) as unknown as Database;

${parts.join("\n\n")}
});
`;
}
