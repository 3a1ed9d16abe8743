/** A TypeScript string literal for any text, with the quotes that need the fewest escapes. */
export function quote(text: string): string {
  const escaped = JSON.stringify(text)
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");
  if (!text.includes('"') || text.includes("'")) return escaped;
  return `'${escaped.slice(1, -1).replace(/\\(.)/g, (pair, one) => (one === '"' ? '"' : pair))}'`;
}

/** A TypeScript literal for plain data (what JSON can hold) on one line. */
export function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value).filter(([, each]) => each !== undefined);
    if (fields.length === 0) return "{}";
    return `{ ${fields.map(([name, each]) => `${key(name)}: ${literal(each)}`).join(", ")} }`;
  }
  return typeof value === "string" ? quote(value) : JSON.stringify(value ?? null);
}

/** A property name as it is written in an object literal or type: bare where that is possible. */
export function key(name: string): string {
  if (name === "__proto__") return `["__proto__"]`;
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quote(name);
}

/** How a property is read: `todo.title` or `todo["due date"]`. */
export function access(object: string, name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `${object}.${name}` : `${object}[${quote(name)}]`;
}

/** A documentation comment, wrapped at 100 characters; nothing in the text can end it early. */
export function doc(text: string, indentation = ""): string {
  const words = text.replaceAll("*/", "* /").split(/\s+/).filter(Boolean);
  const single = `${indentation}/** ${words.join(" ")} */`;
  if (single.length <= 100) return single;
  const lines: string[] = [];
  let line = "";
  for (const word of words) {
    if (line && indentation.length + 4 + line.length + word.length > 100) {
      lines.push(line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  lines.push(line);
  return [
    `${indentation}/**`,
    ...lines.map((each) => `${indentation} * ${each}`),
    `${indentation} */`,
  ].join("\n");
}

/** Indents every line that is not empty. */
export function indent(text: string, by = 2): string {
  return text.replace(/^(?=.)/gm, " ".repeat(by));
}

/** `[a, b, c]` or `f(a, b)` on one line where it fits into `room` characters, else one item a line. */
export function list(open: string, items: string[], close: string, room = 90): string {
  const spaced = open.endsWith("{") && items.length > 0 ? " " : "";
  const single = `${open}${spaced}${items.join(", ")}${spaced}${close}`;
  if (single.length <= room && !single.includes("\n")) return single;
  return `${open}\n${items.map((each) => `${indent(each)},`).join("\n")}\n${close}`;
}

/** A text that is safe in a Markdown table cell. */
export function cell(text: string): string {
  return text.replace(/\s+/g, " ").replaceAll("|", "\\|").trim();
}
