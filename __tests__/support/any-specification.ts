import fc from "fast-check";

const keys = fc.oneof(
  fc.constantFrom(
    "name",
    "description",
    "type",
    "required",
    "default",
    "enum",
    "items",
    "properties",
    "value",
    "__proto__",
    "constructor",
    "toString",
    "anyOf",
    "minimum",
    "methods",
    "triggers",
    "title",
  ),
  fc.string(),
);
const leaves = fc.oneof(
  fc.constantFrom(
    "string",
    "number",
    "a | b",
    "string[]",
    "string?",
    "object",
    "enum",
    "",
    "addTodo",
    "A_KEY",
    "^1.0.0",
    "(",
    "a = b",
    "array",
    "string (optional)",
    "list of",
  ),
  fc.string(),
  fc.jsonValue({ maxDepth: 1 }),
);
const trees = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaves,
    fc.array(tie("tree"), { maxLength: 4 }),
    fc.dictionary(keys, tie("tree"), { maxKeys: 5 }),
  ),
}));

/** JSON of the words that specifications are made of, in any order and place. */
export const anyTree: fc.Arbitrary<unknown> = trees.tree;

const component = fc.record(
  {
    name: fc.oneof(fc.constantFrom("go", "stay", "add_it"), fc.string()),
    description: fc.oneof(fc.constant("x"), anyTree),
    parameters: anyTree,
    methods: anyTree,
    triggers: anyTree,
    dataStructure: anyTree,
  },
  { requiredKeys: ["name"] },
);
/** What people and models could write where a specification is expected. */
export const anySpecification = fc.record(
  {
    name: fc.oneof(fc.constant("plugin-x"), anyTree),
    description: fc.oneof(fc.constant("x"), anyTree),
    version: fc.oneof(fc.constant("1.0.0"), anyTree),
    actions: fc.oneof(fc.array(component, { maxLength: 2 }), anyTree),
    providers: fc.oneof(fc.array(component, { maxLength: 2 }), anyTree),
    services: fc.oneof(fc.array(component, { maxLength: 1 }), anyTree),
    evaluators: fc.oneof(fc.array(component, { maxLength: 1 }), anyTree),
    dependencies: anyTree,
    environmentVariables: anyTree,
  },
  { requiredKeys: [] },
);
