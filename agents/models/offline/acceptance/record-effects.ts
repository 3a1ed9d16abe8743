import { missing, pointers } from "../blueprints/collection/check/story.ts";
import { otherValues, type Pointed } from "../blueprints/collection/check/pointing.ts";
import { shownAtFirst } from "../blueprints/collection/check/showing.ts";
import type { Operation } from "../blueprints/collection/model.ts";
import { literal, quote } from "../code/text.ts";
import { without } from "../code/without.ts";
import type { AcceptanceTest } from "./acceptance-test.ts";
import { filtered, outOfContext, viewsOf } from "./record-states.ts";
import type { Kept } from "./records.ts";

/** Ids that the second record may have. */
const IDS = "...(added[1] ? idsIn(added[1]) : [])";
const THREE = "const { agent, added } = await having(first, second, third);";

/** Tests of what an operation does to records, as other actions and providers show it. */
export function effectTests(operation: Operation, kept: Kept): AcceptanceTest[] {
  switch (operation.kind) {
    case "get":
    case "remove":
    case "update":
    case "mark":
    case "adjust":
      return [...pointedTests(operation, kept), ...unknown(operation, kept)];
    case "clear":
      return clearing(operation, kept);
    case "add":
    case "list":
    case "find":
    case "random":
    case "count":
      return [];
    default:
      return operation satisfies never;
  }
}

/** One way to say which record is meant. */
interface Way {
  /** As a title says it. */
  how: string;
  call: string;
}

/**
 * Calls on the second record: by its id, which is looked for in what was answered, or by its name, whichever the plugin
 * understands; by each of them where the specification names both.
 */
function waysTo(operation: Pointed, kept: Kept): Way[] {
  const [way] = pointers(operation, kept.story, 1);
  const [which] = operation.which;
  if (!way || !which) return [];
  const { name, description } = operation.action;
  const others = { ...without(way.values, which.param), ...otherValues(operation, kept.story) };
  const rest = Object.keys(others).length > 0 ? `, ${literal(others)}` : "";
  const call = (...by: string[]): string =>
    `await pointed(agent, ${quote(name)}, ${quote(which.param)}, [${by.join(", ")}]${rest})`;
  if (typeof which.by === "object") {
    return [{ how: `by its ${which.by.name}`, call: call(literal(way.values[which.param])) }];
  }
  const label = quote(kept.story.labels[1] ?? "");
  const both = which.by === "reference" && /\bid\b[^.]*\bor\b|\bor\b[^.]*\bid\b/i.test(description);
  return both
    ? [
        { how: "by its id", call: call(IDS) },
        { how: `by its ${kept.collection.label.name}`, call: call(label) },
      ]
    : [{ how: "it is pointed at", call: call(IDS, label) }];
}

function pointedTests(operation: Pointed, kept: Kept): AcceptanceTest[] {
  const { action } = operation;
  const { noun } = kept.collection;
  return waysTo(operation, kept).flatMap(({ how, call }) => {
    const lines = effectOf(operation, call, kept);
    if (lines.length === 0) return [];
    return [
      {
        of: action.name,
        how: "does",
        title: `${action.name} ${DOES[operation.kind]} the ${noun.singular} ${how}, and no other`,
        lines: [
          lines.some((line) => line.includes("added[")) ? THREE : THREE.replace(", added", ""),
          ...lines,
        ],
      },
    ];
  });
}

const DOES: Record<Pointed["kind"], string> = {
  get: "shows",
  remove: "removes",
  update: "changes",
  mark: "marks",
  adjust: "adjusts",
};

function effectOf(operation: Pointed, call: string, kept: Kept): string[] {
  const { labels, whole, story } = kept;
  const [one = "", two = "", three = ""] = labels;
  const others = literal([one, three]);
  switch (operation.kind) {
    case "get":
      return [
        `const { said } = ${call};`,
        `expect(said).toContain(${quote(two)});`,
        `for (const each of ${others}) expect(said).not.toContain(each);`,
      ];
    case "remove":
      return [
        `${call};`,
        ...(whole
          ? [
              "const left = await shown(agent);",
              `expect(left).not.toContain(${quote(two)});`,
              `for (const each of ${others}) expect(left).toContain(each);`,
            ]
          : []),
        ...(operation.which.some(({ by }) => by !== "id")
          ? [
              `await refuses(agent, ${quote(operation.action.name)}, ${literal(pointers(operation, story, 1).at(-1)?.values ?? {})});`,
            ]
          : []),
      ];
    case "update": {
      const given = otherValues(operation, story);
      const changed: Record<string, unknown> = operation.nested
        ? (given[operation.nested] as Record<string, unknown>)
        : given;
      const texts = Object.values(changed).filter(
        (each): each is string => typeof each === "string" && !/^\d{4}-/.test(each),
      );
      const [text] = texts;
      if (text === undefined) return [];
      const { label } = kept.collection;
      const renaming = operation.changes.find(({ field }) => field === label.name)?.param;
      const name = changed[renaming ?? label.name];
      // Under its new name it has to be shown wherever names are.
      const isRenamed = whole && typeof name === "string";
      return [
        `const { said } = ${call};`,
        `expect(\`\${said}\\n${whole ? "${await shown(agent)}" : ""}\`).toContain(${quote(text.toLowerCase())});`,
        ...(isRenamed
          ? [
              `expect(await shown(agent), "it was not kept").toContain(${quote(name.toLowerCase())});`,
            ]
          : []),
        ...(whole
          ? [`for (const each of ${others}) expect(await shown(agent)).toContain(each);`]
          : []),
      ];
    }
    case "mark": {
      const views = viewsOf(kept);
      if (views.length === 0) return [];
      return [
        `const look = () => about(agent, ${quote(two)}, ${literal(views)});`,
        "const before = await look();",
        `const { said } = ${call};`,
        `const names = [${IDS}, ${quote(two)}].map((each) => String(each).toLowerCase());`,
        "expect(names.some((each) => said.includes(each)), said).toBe(true);",
        `expect(await look(), "nothing shows that it was done").not.toBe(before);`,
        ...filtered(operation, kept),
        ...outOfContext(operation, kept),
      ];
    }
    case "adjust": {
      const value = Number(story.records[1]?.[operation.field] ?? 0) + operation.sign;
      return [`const { said } = ${call};`, `expect(said).toMatch(/(?<![\\d.])${value}(?![\\d])/);`];
    }
  }
}

/** Nobody has it: the answer is no, and all is as before. */
function unknown(operation: Pointed, kept: Kept): AcceptanceTest[] {
  const miss = missing(operation);
  if (!miss) return [];
  const { labels, whole, story, collection } = kept;
  const { name } = operation.action;
  const values = { ...miss.values, ...otherValues(operation, story) };
  return [
    {
      of: name,
      how: "refuses",
      title: `${name} says so when there is no such ${collection.noun.singular}`,
      lines: [
        "const { agent } = await having(first, second);",
        `await refuses(agent, ${quote(name)}, ${literal(values)});`,
        ...inexact(operation, values, story.labels[0] ?? ""),
        ...(whole
          ? [
              "const left = await shown(agent);",
              `for (const each of ${literal(labels.slice(0, 2))}) expect(left).toContain(each);`,
            ]
          : []),
      ],
    },
  ];
}

/** "By its exact title": a part of it is none. */
function inexact(operation: Pointed, values: Record<string, unknown>, label: string): string[] {
  const { name, description } = operation.action;
  const [which] = operation.which;
  if (which?.by !== "reference" || !/\bexact(ly)?\b/i.test(description)) return [];
  const part = label.slice(0, Math.ceil(label.length / 2));
  return [`await refuses(agent, ${quote(name)}, ${literal({ ...values, [which.param]: part })});`];
}

function clearing(
  { action, listing, confirm, required }: Extract<Operation, { kind: "clear" }>,
  { story, labels, whole, collection }: Kept,
): AcceptanceTest[] {
  if (!whole || required.some((name) => name !== confirm)) return [];
  const gone = shownAtFirst(listing, story);
  const left = labels.filter((_label, index) => !gone.includes(index));
  return [
    {
      of: action.name,
      how: "does",
      title: `${action.name} removes ${left.length === 0 ? `every ${collection.noun.singular}` : "what its name says"}`,
      lines: [
        "const { agent } = await having(first, second, third);",
        `await does(agent, ${quote(action.name)}, ${literal(confirm === undefined ? {} : { [confirm]: true })});`,
        "const now = await shown(agent);",
        ...(gone.length > 0
          ? [
              `for (const each of ${literal(gone.map((index) => labels[index]))}) expect(now).not.toContain(each);`,
            ]
          : []),
        ...(left.length > 0
          ? [`for (const each of ${literal(left)}) expect(now).toContain(each);`]
          : []),
      ],
    },
  ];
}
