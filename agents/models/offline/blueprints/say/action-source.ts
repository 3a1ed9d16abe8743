import type { PluginSpecification } from "../../../../../shared/specification.ts";
import type { RenderOptions, SourceFile } from "../../blueprint.ts";
import { actionFile } from "../../code/action.ts";
import { withoutClash } from "../../code/imports.ts";
import { zodSource } from "../../code/schema.ts";
import { availability } from "../../code/settings.ts";
import { code, sentence } from "../../code/template.ts";
import { access, quote } from "../../code/text.ts";
import { pieces, type SayAction } from "./claims.ts";
import type { Saying } from "./saying.ts";

const HEADS: Partial<Record<Saying["file"], [RegExp, string][]>> = {
  text: [[/\bcreateHash\(/, `import { createHash } from "node:crypto";`]],
};

/** The files with the functions that actions call, each with just what is used. */
export function functionFiles(sayings: Saying[]): SourceFile[] {
  const files = new Map<Saying["file"], Map<string, Saying>>();
  for (const saying of sayings) {
    const known = files.get(saying.file) ?? new Map<string, Saying>();
    files.set(saying.file, known.set(saying.name, saying));
  }
  return [...files].map(([file, functions]) => {
    const used = [...functions.values()];
    const shared = [...new Set(used.flatMap(({ uses = [] }) => uses))];
    const bodies = [
      ...used.map(({ source }) => source),
      ...shared.map((name) => pieces[file][name] ?? ""),
    ];
    const text = bodies.join("\n\n");
    const imports = [
      ...(HEADS[file] ?? []).filter(([uses]) => uses.test(text)).map(([, line]) => line),
      ...(file === "chance" ? [cryptoImport(text)] : []),
    ].filter(Boolean);
    return {
      path: `src/${file}.ts`,
      content: `${[...imports, text].join(imports.length > 0 ? "\n\n" : "")}\n`,
    };
  });
}

function cryptoImport(text: string): string {
  const names = ["randomInt", "randomUUID"].filter((name) => text.includes(`${name}(`));
  return names.length > 0 ? `import { ${names.join(", ")} } from "node:crypto";` : "";
}

/** The file of an action that says something. */
export function sayActionFile(
  say: SayAction,
  { specification, keeps }: { specification: PluginSpecification; keeps: boolean },
  { maximumLength }: RenderOptions,
): SourceFile {
  const { action, needed } = say;
  const { available } = availability(specification);
  const answer = say.kind === "echo" ? echoed(say) : said(say);
  const returns = keeps
    ? `return keep(runtime, ${quote(action.name)}, ${answer.value});`
    : `return ${answer.value};`;
  const schema = zodSource(action.parameters, { required: needed, maximumLength });
  const body = `${answer.before}${returns}`;
  return actionFile({
    action,
    required: needed,
    // Texts are taken as they are: spaces around them may be the point.
    schema: schema.replaceAll(`z.string("must be text").trim()`, `z.string("must be text")`),
    ...withoutClash(action.name, {
      body,
      imports: [
        ...(answer.imports ?? []),
        ...(keeps ? [`import { keep } from "../said.js";`] : []),
        ...(available ? [`import { hasSettings } from "../settings.js";`] : []),
      ],
    }),
    takes: body.includes("values") ? "values" : "",
    usesRuntime: keeps,
    ...(available && { available }),
    examples: [
      {
        user: say.kind === "echo" ? `Please ${action.name} this.` : say.saying.user,
        agent: answer.agent,
      },
    ],
  });
}

interface Answered {
  before: string;
  value: string;
  imports?: string[];
  agent: string;
}

function echoed({ action }: SayAction): Answered {
  const names = Object.keys(action.parameters);
  const [only = ""] = names;
  const isText = names.length === 1 && action.parameters[only]?.type === "string";
  const text =
    names.length === 0
      ? quote(`${action.name} was called.`)
      : isText
        ? `${access("values", only)} ?? ""`
        : "JSON.stringify(values)";
  return {
    before: "",
    value: `{ success: true, text: ${text}, data: {${names.length > 0 ? " ...values " : ""}} }`,
    agent: names.length === 0 ? `${action.name} was called.` : "Here it is again.",
  };
}

function said(say: Extract<SayAction, { kind: "saying" }>): Answered {
  const { saying, roles, action } = say;
  const value = (role: string): string => {
    const name = roles[role];
    return name === undefined ? "undefined" : access("values", name);
  };
  const given = saying.passes ?? Object.keys(saying.roles);
  const passed = given.map((each) =>
    each in saying.roles && each !== "values" ? value(each) : each,
  );
  const call = `${saying.name}(${passed.join(", ")})`.replace(
    /(, undefined|(?<=\()undefined)+\)$/,
    ")",
  );
  const shown = Object.fromEntries(
    Object.keys(saying.roles).map((role) => [role, code(value(role))]),
  );
  const text = sentence(saying.answer ?? "{result}", {
    ...shown,
    result: code(saying.shown ?? "result"),
  });
  const plain = text === "`${result}`" ? (isTextual(saying) ? "result" : "String(result)") : text;
  const spread = Object.keys(action.parameters).length > 0 ? "...values, " : "";
  return {
    before: `const result = ${call};\n`,
    value: `{
  success: true,
  text: ${plain},
  data: { ${spread}${saying.data ?? "result"} },
}`,
    imports: [`import { ${saying.name} } from "../${saying.file}.js";`],
    agent: exampleOf(saying),
  };
}

const isTextual = ({ source }: Saying): boolean => /\): string (=>|\{)/.test(source);

function exampleOf({ answer = "{result}", examples }: Saying): string {
  const [first] = examples ?? [];
  if (!first) return "Here it is.";
  return answer.replace(/\{(\w+)\}/g, (_, name: string) =>
    String(name === "result" ? first.result : first.given[name]),
  );
}
