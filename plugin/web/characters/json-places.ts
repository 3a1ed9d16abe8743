import { jsonLanguage } from "@codemirror/lang-json";

type Place = { from: number; to: number };

/** Where a value stands in a JSON text, or the nearest one around it that is there. */
export function placeIn(text: string, path: (string | number)[]): Place {
  const tree = jsonLanguage.parser.parse(text);
  let node = tree.topNode.firstChild;
  for (const key of path) {
    const next: typeof node =
      node && (typeof key === "number" ? item(node, key) : property(node, key, text));
    if (!next) break;
    node = next;
  }
  if (!node) return { from: 0, to: 0 };
  // A problem of the whole character is marked at its beginning and not all over it.
  const isWhole = node.parent?.type.isTop === true;
  return { from: node.from, to: isWhole ? Math.min(node.from + 1, text.length) : node.to };
}

type Node = NonNullable<ReturnType<typeof jsonLanguage.parser.parse>["topNode"]["firstChild"]>;

function property(object: Node, key: string, text: string): Node | null {
  const own = object.getChildren("Property").find((each) => {
    const name = each.getChild("PropertyName");
    return name !== null && text.slice(name.from, name.to) === JSON.stringify(key);
  });
  return own?.lastChild ?? null;
}

const VALUES = new Set(["Object", "Array", "String", "Number", "True", "False", "Null"]);

function item(array: Node, index: number): Node | null {
  let left = index;
  for (let node = array.firstChild; node; node = node.nextSibling) {
    if (!VALUES.has(node.name)) continue;
    if (left === 0) return node;
    left -= 1;
  }
  return null;
}
