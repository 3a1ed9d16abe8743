import type { Parameter } from "../../../../shared/specification.ts";
import { enumerated } from "./details.ts";
import { type Field, fieldOf } from "./field.ts";
import { verbForm } from "./operations.ts";

/** What the words around "POST /tickets" say about that request. */
export interface CallDetails {
  /** The verb right before it, where it says more than the method: "close one (PATCH /tickets/{id})". */
  verb?: string;
  /** What is sent along: "with title and priority", "{url}". */
  fields: Field[];
}

/** Verbs that requests are called by although nothing kept by the agent is. */
const OTHERS =
  /^(send|trigger|start|stop|run|deploy|check|verify|validate|refund|invite|block|ban|resize|convert|assign|search|notify|launch|restart)(?:s|es|ing)?$/;
/** Verbs that a method stands for anyway. */
const USUAL = /^(add|list|get|update|remove)$/;

/** Reads the text before a request and the text after it, up to the next one. */
export function callDetails(before: string, after: string, method: string): CallDetails {
  const verb = verbBefore(before);
  const own = sentenceIn(after.replace(/^["'`]/, ""));
  const braces = /^[^{]{0,40}\{([^{}]*)\}/.exec(after)?.[1];
  const [, spoken = ""] =
    /^\s*,?\s*(?:with|taking|sending|accepting|expects?|needs?|takes?|body:?|using)\s+(.*)$/is.exec(
      own,
    ) ?? [];
  const names = braces === undefined ? enumerated(bodyText(spoken)) : braces.split(",");
  return {
    ...(verb && { verb }),
    fields: names.flatMap((name) => fieldSent(name, braces !== undefined, method) ?? []),
  };
}

/** The rest of a sentence, up to the parenthesis that was open when it began. */
function sentenceIn(text: string): string {
  let depth = 0;
  for (const [at, sign] of [...text].entries()) {
    if (sign === "(") depth++;
    if (sign === ")") depth--;
    if (depth < 0 || (depth === 0 && /[.;\n]/.test(sign))) return text.slice(0, at);
  }
  return text;
}

/** "a JSON body containing title and text" → "title and text"; what is said about keys is no part of it. */
const bodyText = (spoken: string): string =>
  spoken
    .replace(
      /,?\s*(?:and |with |using )*(?:the |an? |our |my )?(?:\w+ )?(?:api[- ]?)?(?:key|token|secret|auth\w*|bearer|headers?)\b.*$/is,
      "",
    )
    .replace(
      /^(?:the |an? |its )?(?:json |request |query |url )*(?:body|payload|data|fields?|parameters?|params?|object)\b[\s:]*(?:with|containing|of|like|such as|named|called)?\s*/i,
      "",
    );

function verbBefore(before: string): string | undefined {
  const words = (/([\p{L}\s-]*)[\s(:[`"'=–—-]*$/u.exec(before)?.[1] ?? "")
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .slice(-5)
    .reverse();
  for (const word of words) {
    const form = verbForm(word);
    const [, other] = OTHERS.exec(word) ?? [];
    if (other) return other;
    if (form && form.form !== "past" && form.form !== "noun")
      return USUAL.test(form.operation) ? undefined : form.base;
  }
  return undefined;
}

/** One value of a body; choices and bounds are the server's to know, unless they are written down. */
function fieldSent(phrase: string, written: boolean, method: string): Field | undefined {
  const [key = "", type = ""] = written ? phrase.replace(/["'`]/g, "").split(":") : [phrase];
  const field = fieldOf(key.replace(/\?\s*$/, ""));
  if (!field || /^(body|json|it|them|this|that|nothing|no body)$/.test(field.label)) return;
  const { parameter } = field;
  const given = key.includes("(");
  const stated: Parameter = {
    type: parameter.type,
    description: parameter.description ?? field.label,
    ...(given && parameter.enum && { enum: parameter.enum }),
    ...(parameter.items && { items: parameter.items }),
    required: parameter.required ?? (method !== "PATCH" && method !== "GET" && !/\?\s*$/.test(key)),
  };
  if (/\b(number|int|integer|float)\b/i.test(type)) stated.type = "number";
  const exact = written && /^\s*[A-Za-z_]\w*\s*\??\s*$/.test(key);
  return {
    ...field,
    name: exact ? key.replace(/[\s?]/g, "") : field.name,
    parameter: stated,
  };
}
