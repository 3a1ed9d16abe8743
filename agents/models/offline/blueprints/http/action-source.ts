import { sameName } from "../../../../../shared/names.ts";
import type { Parameter, PluginSpecification } from "../../../../../shared/specification.ts";
import type { RenderOptions, SourceFile } from "../../blueprint.ts";
import { actionFile } from "../../code/action.ts";
import { withoutClash } from "../../code/imports.ts";
import { spaced } from "../../code/roles.ts";
import { zodSource } from "../../code/schema.ts";
import { availability } from "../../code/settings.ts";
import { access, key as property, list, quote } from "../../code/text.ts";
import type { Call, FreeCall, KnownCall, Value } from "./calls.ts";
import type { Server } from "./servers.ts";

/** The constants that hold the servers, by the setting that names them. */
type Constants = Map<string, { constant: string; server: Server }>;

/** The file of an action that makes one request. */
export function callFile(
  call: Call,
  specification: PluginSpecification,
  constants: Constants,
  { maximumLength }: RenderOptions,
): SourceFile {
  const { action, needed } = call;
  const fields = fieldsOf(call);
  const { body, imports } = call.kind === "known" ? knownBody(call, constants) : freeBody(call);
  const { available } = availability(specification);
  const readsSettings = /\bsetting\(/.test(body);
  const settings = [available ? "hasSettings" : "", readsSettings ? "setting" : ""].filter(Boolean);
  return actionFile({
    action,
    required: needed,
    schema: zodSource(fields, { required: needed, maximumLength }),
    ...(call.kind === "free" && {
      similes: ["HTTP_REQUEST", "CALL_URL", "API_REQUEST"].filter(
        (each) => !sameName(each, action.name),
      ),
    }),
    ...withoutClash(action.name, {
      body,
      imports: [
        ...imports,
        ...(settings.length > 0
          ? [`import { ${settings.join(", ")} } from "../settings.js";`]
          : []),
      ],
    }),
    takes: Object.keys(action.parameters).length > 0 ? "values" : "",
    ...(available && { available }),
    examples: [{ user: `Please ${spaced(action.name)}.`, agent: "I am asking the server." }],
  });
}

function fieldsOf(call: Call): Record<string, Parameter> {
  const { parameters } = call.action;
  if (call.kind === "known") return parameters;
  const { method = "" } = call.roles;
  const choices = parameters[method]?.enum;
  // Methods are understood in any case.
  const relaxed = choices?.map((each) => String(each).toLowerCase());
  return relaxed ? { ...parameters, [method]: { type: "string", enum: relaxed } } : parameters;
}

const source = (value: Value): string =>
  "parameter" in value
    ? access("values", value.parameter)
    : "setting" in value
      ? `setting(runtime, ${quote(value.setting)})`
      : quote(value.fixed);

const record = (values: Record<string, Value>): string =>
  list(
    "{",
    Object.entries(values).map(([name, value]) => `${property(name)}: ${source(value)}`),
    "}",
    70,
  );

function knownBody(call: KnownCall, constants: Constants): { body: string; imports: string[] } {
  const constant = constants.get(call.server.setting)?.constant ?? "SERVER";
  const inPath = Object.keys(call.inPath).length > 0;
  const path = call.path.replace(/\{([\w-]+)\}|[`\\$]/g, (text, name: string | undefined) => {
    const value = name === undefined ? undefined : call.inPath[name];
    if (!value) return inPath ? `\\${text}` : text;
    return `\${segment(${"setting" in value ? `${source(value)} ?? ""` : source(value)})}`;
  });
  const fields = [
    `server: ${constant}`,
    `method: ${quote(call.method)}`,
    `path: ${inPath ? `\`${path}\`` : quote(path)}`,
  ];
  if (Object.keys(call.query).length > 0) fields.push(`query: ${record(call.query)}`);
  if ("whole" in call.body) fields.push(`body: ${access("values", call.body.whole)}`);
  else if (Object.keys(call.body.fields).length > 0)
    fields.push(`body: ${record(call.body.fields)}`);
  return {
    body: `return callApi(runtime, ${list("{", fields, "}", 50)});`,
    imports: [
      `import { callApi, ${constant} } from "../api.js";`,
      ...(inPath ? [`import { segment } from "../http.js";`] : []),
    ],
  };
}

function freeBody({ roles, method }: FreeCall): { body: string; imports: string[] } {
  const fields = Object.entries(roles).map(([role, name]) => `${role}: ${access("values", name)}`);
  if (!roles.method && method !== "GET") fields.push(`method: ${quote(method)}`);
  return {
    body: `return callEndpoint(runtime, ${list("{", fields, "}", 60)});`,
    imports: [`import { callEndpoint } from "../endpoint.js";`],
  };
}
