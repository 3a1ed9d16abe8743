import { z } from "zod";
import { Finding, Review } from "../../shared/results.ts";
import { maskSecrets } from "../../shared/secrets.ts";
import type { Parameter, PluginSpecification } from "../../shared/specification.ts";

/*
 * Answers as models write them. Endpoints hold an answer to a schema only if every object in it is closed and nothing
 * refers to itself, so maps are lists of named things, and parameters nest as deep as people nest them.
 */

const TYPES = ["string", "number", "integer", "boolean", "array", "object"] as const;

const Leaf = z.object({
  name: z.string(),
  type: z.enum(TYPES),
  description: z.string(),
  required: z.boolean(),
  enum: z.array(z.string()).optional().describe("The only values, as text."),
});
type Leaf = z.infer<typeof Leaf>;

const PROPERTIES = "Of an object, or of the objects in a list.";

const WireParameter = Leaf.extend({
  default: z.string().optional().describe("As text; lists and objects as JSON."),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  items: z.enum(TYPES).optional().describe("Type of the elements of a list."),
  properties: z
    .array(Leaf.extend({ properties: z.array(Leaf).optional().describe(PROPERTIES) }))
    .optional()
    .describe(PROPERTIES),
});
type WireParameter = z.infer<typeof WireParameter>;

const named = { name: z.string(), description: z.string() };

/** Lists that stand for maps must not name a thing twice: one of the two would be lost. */
const each = <Item extends z.ZodType<{ name: string }>>(item: Item) =>
  z.array(item).refine((list) => new Set(list.map(({ name }) => name)).size === list.length, {
    message: "expected each name once",
  });

const WireSpecification = z.object({
  name: z.string().describe("npm package name whose last part begins with plugin-"),
  description: z.string(),
  version: z.string(),
  actions: z.array(z.object({ ...named, parameters: each(WireParameter) })),
  providers: z.array(
    z.object({
      ...named,
      dataStructure: each(z.object({ name: z.string(), type: z.enum(TYPES) })).optional(),
    }),
  ),
  services: z.array(z.object({ ...named, methods: z.array(z.string()) })),
  evaluators: z.array(z.object({ ...named, triggers: z.array(z.string()) })),
  dependencies: each(z.object({ name: z.string(), range: z.string() })),
  environmentVariables: z.array(
    z.object({
      ...named,
      required: z.boolean(),
      sensitive: z.boolean(),
      default: z.string().optional(),
    }),
  ),
});
type WireSpecification = z.infer<typeof WireSpecification>;

/** A plan as a model writes it. */
export const WirePlan = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("specification"),
    specification: WireSpecification,
    assumptions: z.array(z.string()),
    language: z.string().optional(),
    criteria: z
      .array(z.object({ component: z.string(), text: z.string() }))
      .optional()
      .describe("What can be observed of each component, one sentence each."),
  }),
  z.object({ kind: z.literal("ask"), question: z.string() }),
  z.object({ kind: z.literal("refuse"), reason: z.string() }),
  z.object({ kind: z.literal("missing"), missing: z.array(z.string()) }),
]);
export type WirePlan = z.infer<typeof WirePlan>;

/** A plan in the form that everybody else reads. */
export const planFromWire = (plan: WirePlan) =>
  plan.kind === "specification"
    ? { ...plan, specification: specificationFromWire(plan.specification) }
    : plan;

function specificationFromWire(wire: WireSpecification): PluginSpecification {
  return {
    ...wire,
    actions: wire.actions.map((action) => ({
      ...action,
      parameters: byName(action.parameters, parameterFromWire),
    })),
    providers: wire.providers.map(({ dataStructure, ...provider }) => ({
      ...provider,
      ...(dataStructure?.length && { dataStructure: byName(dataStructure, ({ type }) => type) }),
    })),
    dependencies: byName(wire.dependencies, ({ range }) => range),
  };
}

const byName = <Item extends { name: string }, Value>(
  items: Item[],
  fold: (item: Item) => Value,
): Record<string, Value> => Object.fromEntries(items.map((item) => [item.name, fold(item)]));

type Nested = Leaf &
  Partial<Pick<WireParameter, "items" | "default" | "minimum" | "maximum">> & {
    properties?: Nested[] | undefined;
  };

function parameterFromWire({ type, description, required, ...rest }: Nested): Parameter {
  const { enum: choices, items, properties, minimum, maximum } = rest;
  const inner = properties?.length ? { properties: byName(properties, parameterFromWire) } : {};
  const element = items ?? (properties?.length ? "object" : undefined);
  const isList = type === "array";
  return {
    type,
    required,
    ...(description !== "" && { description }),
    ...(rest.default !== undefined && { default: fromText(rest.default, type) }),
    ...(minimum !== undefined && { minimum }),
    ...(maximum !== undefined && { maximum }),
    ...(isList &&
      element && { items: { type: element, ...choicesOf(choices, element), ...inner } }),
    ...(!isList && { ...choicesOf(choices, type), ...inner }),
  };
}

const choicesOf = (choices: string[] | undefined, type: Parameter["type"]) =>
  choices?.length ? { enum: choices.map((each) => scalar(each, type)) } : {};

/** Numbers and booleans come as text; what is none stays text, and reading the specification says so. */
function scalar(text: string, type: Parameter["type"]): string | number | boolean {
  const isNumber = type === "number" || type === "integer";
  if (isNumber && text.trim() !== "" && Number.isFinite(Number(text))) return Number(text);
  if (type === "boolean" && /^(true|false)$/.test(text)) return text === "true";
  return text;
}

function fromText(text: string, type: Parameter["type"]): unknown {
  if (type !== "array" && type !== "object") return scalar(text, type);
  try {
    return JSON.parse(text);
  } catch {
    return text; // no list and no object: reading the specification refuses it with its path
  }
}

const score = z.number().describe("0 to 100");
const finding = Finding.omit({ from: true, test: true });

/** A review as a model writes it: whatever it finds, the reviewer found it. */
export const WireReview = Review.extend({ score, findings: z.array(finding) });
export type WireReview = z.infer<typeof WireReview>;

/** A review with who says so. */
export const reviewFromWire = ({ findings, summary, ...review }: WireReview): Review => ({
  ...review,
  summary: quoted(summary),
  findings: findings.map((each) => ({
    ...each,
    message: quoted(each.message),
    from: "review" as const,
  })),
});

/** A reviewer quotes code, and journals and commits are no place for a key that stands in it. */
const quoted = (text: string): string => maskSecrets(text, { prose: true });
