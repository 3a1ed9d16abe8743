import { expect, test } from "vitest";
import { z } from "zod";
import { planPrompt } from "../../../agents/planner/prompts.ts";
import { findCharacterFile, readCharacter } from "../../../agents/characters.ts";
import { purposes } from "../../../agents/models/model.ts";
import type { WirePlan } from "../../../agents/models/wire.ts";
import { readSpecification } from "../../../shared/read-specification.ts";
import type { PluginSpecification } from "../../../shared/specification.ts";

const { acknowledge, plan, review } = purposes;

/** Objects in a JSON schema that would take any key. */
function openObjects(schema: unknown, at = "#"): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const { type, additionalProperties } = schema as Record<string, unknown>;
  const open = type === "object" && additionalProperties !== false ? [at] : [];
  return [
    ...open,
    ...Object.entries(schema).flatMap(([key, each]) => openObjects(each, `${at}/${key}`)),
  ];
}

const specification = (parts: object): WirePlan =>
  plan.wire.parse({
    kind: "specification",
    assumptions: [],
    specification: {
      name: "@elizaos/plugin-todo",
      description: "Keeps todos",
      version: "1.0.0",
      actions: [],
      providers: [],
      services: [],
      evaluators: [],
      dependencies: [],
      environmentVariables: [],
      ...parts,
    },
  });

function folded(parts: object): PluginSpecification {
  const answer = plan.answer.parse(plan.fromWire(specification(parts)));
  if (answer.kind !== "specification")
    throw new Error(`expected a specification, got ${answer.kind}`);
  return readSpecification(answer.specification).specification;
}

const parameter = (parts: object) => ({
  name: "x",
  type: "string",
  description: "",
  required: true,
  ...parts,
});
const action = (...parameters: object[]) => ({
  actions: [{ name: "add", description: "Adds", parameters }],
});

test.each([
  ["acknowledge", acknowledge.wire],
  ["plan", plan.wire],
  ["review", review.wire],
])("the schema of %s has no open object and refers to nothing", (_name, wire) => {
  const schema = z.toJSONSchema(wire);
  expect(openObjects(schema)).toEqual([]);
  expect(JSON.stringify(schema)).not.toMatch(/\$ref|\{\}/);
});

test("lists of named things become the maps of a specification", () => {
  const { dependencies, providers, actions } = folded({
    ...action(
      parameter({ name: "title", description: "What to do" }),
      parameter({
        name: "level",
        type: "integer",
        required: false,
        default: "2",
        enum: ["1", "2"],
        minimum: 1,
      }),
      parameter({ name: "done", type: "boolean", default: "false" }),
      parameter({
        name: "tags",
        type: "array",
        items: "string",
        enum: ["home", "work"],
        default: '["home"]',
      }),
      parameter({
        name: "steps",
        type: "array",
        properties: [parameter({ name: "minutes", type: "number" })],
      }),
      parameter({
        name: "place",
        type: "object",
        properties: [
          parameter({
            name: "point",
            type: "object",
            properties: [parameter({ name: "lat", type: "number" })],
          }),
        ],
      }),
    ),
    providers: [
      {
        name: "todos",
        description: "Open todos",
        dataStructure: [{ name: "count", type: "number" }],
      },
    ],
    dependencies: [{ name: "luxon", range: "^3.0.0" }],
  });
  expect(actions[0]?.parameters).toEqual({
    title: { type: "string", required: true, description: "What to do" },
    level: { type: "integer", required: false, default: 2, enum: [1, 2], minimum: 1 },
    done: { type: "boolean", required: true, default: false },
    tags: {
      type: "array",
      required: true,
      default: ["home"],
      items: { type: "string", enum: ["home", "work"] },
    },
    steps: {
      type: "array",
      required: true,
      items: { type: "object", properties: { minutes: { type: "number", required: true } } },
    },
    place: {
      type: "object",
      required: true,
      properties: {
        point: {
          type: "object",
          required: true,
          properties: { lat: { type: "number", required: true } },
        },
      },
    },
  });
  expect(providers[0]?.dataStructure).toEqual({ count: "number" });
  expect(dependencies).toEqual({ luxon: "^3.0.0" });
});

test("two parameters of one name are refused before one of them is lost", () => {
  expect(() => specification(action(parameter({}), parameter({ type: "number" })))).toThrow(
    "expected each name once",
  );
});

test("a default that does not fit is left for the reading of the specification to refuse", () => {
  expect(() => folded(action(parameter({ type: "array", default: "no list" })))).toThrow(
    'actions.0.parameters.x.default: expected a value of the type array, got "no list"',
  );
});

test("the example in the planner's prompt is an answer that can be used", () => {
  const character = readCharacter("planner", findCharacterFile("planner"));
  const { system } = planPrompt({ description: "weather" }, character);
  const example = /^\{"kind":"specification".*$/m.exec(system.join("\n"))?.[0] ?? "";
  const answer = plan.fromWire(plan.wire.parse(JSON.parse(example)));
  expect(plan.answer.parse(answer).kind).toBe("specification");
  if (answer.kind === "specification") {
    expect(readSpecification(answer.specification).notes).toEqual([]);
  }
});

test("what a reviewer's model finds comes from the review, whatever it says", () => {
  const finding = { from: "build", severity: "blocker", message: "m", file: "src/a.ts", line: 1 };
  const wire = review.wire.parse({
    verdict: "revise",
    score: 3,
    summary: "s",
    findings: [finding],
  });
  expect(review.answer.parse(review.fromWire(wire)).findings).toEqual([
    { ...finding, from: "review" },
  ]);
});

test("a plan's criteria come through, and a model may leave them out", () => {
  const criteria = [{ component: "add", text: "It adds." }];
  const wire = { ...specification(action(parameter({}))), criteria };
  expect(plan.answer.parse(plan.fromWire(plan.wire.parse(wire)))).toMatchObject({ criteria });
  expect(plan.fromWire(specification({}))).not.toHaveProperty("criteria");
});
