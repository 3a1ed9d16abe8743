import bootstrap from "@elizaos/plugin-bootstrap";
import { ServiceType } from "@elizaos/core";
import { describe, expect, test } from "vitest";
import {
  ELIZAOS_NAMES,
  OPEN_SERVICE_TYPES,
  camel,
  elizaName,
  folderName,
  isOrdinaryWord,
  kebab,
  pascal,
  sameName,
  wordsOf,
} from "../../shared/names.ts";

describe("words of a name", () => {
  test.each([
    ["addTodo", ["add", "todo"]],
    ["ADD_TODO", ["add", "todo"]],
    ["add-todo", ["add", "todo"]],
    ["callAPI", ["call", "api"]],
    ["getHTTPResponse", ["get", "http", "response"]],
    ["listURLs", ["list", "urls"]],
    ["sha256Hash", ["sha256", "hash"]],
    ["Überblick zeigen", ["uberblick", "zeigen"]],
    ["", []],
  ])("%s", (name, words) => expect(wordsOf(name)).toEqual(words));

  test("spell the name in every style", () => {
    expect(kebab("callAPI")).toBe("call-api");
    expect(camel("ADD_TODO")).toBe("addTodo");
    expect(pascal("add-todo")).toBe("AddTodo");
  });
});

test("names that differ in case, _ and - only are the same to ElizaOS", () => {
  expect(sameName("addTodo", "ADD_TODO")).toBe(true);
  expect(sameName("add-todo", "AddTodo")).toBe(true);
  expect(sameName("addTodo", "addTodos")).toBe(false);
});

test("a plugin's folder keeps a foreign scope", () => {
  expect(folderName("@elizaos/plugin-todo")).toBe("plugin-todo");
  expect(folderName("plugin-todo")).toBe("plugin-todo");
  expect(folderName("@acme/plugin-todo")).toBe("acme+plugin-todo");
});

describe("names of ElizaOS", () => {
  const namesOf = (components: { name: string }[] = []) => components.map(({ name }) => name);

  test("are those the installed plugin-bootstrap registers", () => {
    expect(ELIZAOS_NAMES.action).toEqual(namesOf(bootstrap.actions));
    expect(ELIZAOS_NAMES.provider).toEqual(namesOf(bootstrap.providers));
    expect(ELIZAOS_NAMES.evaluator).toEqual(namesOf(bootstrap.evaluators));
    const services = (bootstrap.services ?? []).flatMap((service) =>
      "serviceType" in service ? [service.serviceType, service.name] : [],
    );
    expect([...ELIZAOS_NAMES.service].toSorted()).toEqual(services.toSorted());
  });

  test("include every service type of the installed core, taken or open", () => {
    const listed = [...ELIZAOS_NAMES.service, ...OPEN_SERVICE_TYPES];
    expect(listed).toEqual(expect.arrayContaining(Object.values(ServiceType)));
  });

  test("are met in any spelling, and never by a longer word", () => {
    expect(elizaName("action", "sendMessage")).toBe("SEND_MESSAGE");
    expect(elizaName("provider", "recent-messages")).toBe("RECENT_MESSAGES");
    expect(elizaName("provider", "timeProvider")).toBeUndefined();
    expect(elizaName("provider", "contacts")).toBeUndefined();
    expect(elizaName("action", "RECENT_MESSAGES")).toBeUndefined();
  });

  test("that are ordinary words may be used", () => {
    expect(isOrdinaryWord("updateContact")).toBe(true);
    expect(isOrdinaryWord("none")).toBe(true);
    expect(isOrdinaryWord("NONE")).toBe(false);
    expect(isOrdinaryWord("reply")).toBe(false);
  });
});
