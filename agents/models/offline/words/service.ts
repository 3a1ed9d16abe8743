import { camel, kebab, pascal } from "../../../../shared/names.ts";
import { readPhrase } from "./phrase.ts";
import { tokensOf } from "./tokens.ts";
import type { Parts, Topic } from "./topic.ts";

/** Services whose methods follow from what they are. */
const KINDS: { called: RegExp; name: string; methods: string[] }[] = [
  {
    called: /\b(counter|counts?|counting)\b/i,
    name: "Counter",
    methods: ["increment", "decrement", "reset", "getCount"],
  },
  { called: /\bqueues?\b/i, name: "Queue", methods: ["enqueue", "dequeue", "size", "clear"] },
  {
    called: /\b(cach\w+|key[- ]value|values under keys|settings|preferences)\b/i,
    name: "Cache",
    methods: ["set", "get", "delete", "clear"],
  },
];

/** Something that runs in the background and is called by other code. */
export const service: Topic = {
  asks: (clause) =>
    /\b(an?|the|background) ([\w-]+ ){0,3}service\b(?! (provider|level|dog))/i.test(clause) &&
    (/\bservice\s+(that|which|to|with|for|offering|providing|named|called)\b/i.test(clause) ||
      /\b(counter|queue|cache|settings|preferences|key[- ]value|background) service\b/i.test(
        clause,
      )),
  continues: (clause) => /\b(methods?|start|stop|lifecycle)\b/i.test(clause),
  parts(clauses): Parts {
    const [, kind = ""] =
      /\b(?:an?|the) ((?:(?!an?\b|the\b|with\b|that\b|which\b|for\b|to\b|of\b|plug-?in\b)[\w-]+ ){0,3})service\b/i.exec(
        clauses,
      ) ?? [];
    const [, doing = ""] =
      /\bservice\s+(?:that|which|to|for)\s+((?:(?!,?\s*(?:with |and |plus |having |offering |providing |the |these |its |an )*(?:methods?|functions?|actions?)\b)[^.;:])+)/i.exec(
        clauses,
      ) ?? [];
    const [
      ,
      named = /\bservice\s+(?:with|offering|providing)\s+([^.;]+)/i.exec(clauses)?.[1] ?? "",
    ] =
      /\b(?:methods?|functions?)(?:\s+(?:named|called|such as|like|are|to))?\s*:?\s+([^.;]+)/i.exec(
        clauses,
      ) ?? [];
    const usual = KINDS.find(({ called }) => called.test(`${kind} ${doing}`));
    const methods = named
      .split(/\s*(?:,|\band\b|\bor\b)\s*/i)
      .map((each) => camel(each.replace(/\b(an?|the|methods?|functions?)\b/gi, "").trim()))
      .filter(Boolean);
    const words =
      kind.replace(/\b(background|simple|small|new)\b/gi, "").trim() ||
      (usual ? usual.name : objectOf(doing));
    const base = pascal(words) || "Background";
    const action = /\b(?:and|plus) an action (?:to|that|which|for) [^.;]{1,60}/i.exec(clauses)?.[0];
    return {
      ...(action && {
        missing: [
          `"${action}": an action on a service is nothing I know how to build. What would help: let other code call the service, or keep the data with actions such as set, get and remove.`,
        ],
      }),
      slug: kebab(words) || "service",
      subject: words === "" ? "a background service" : `a ${words.toLowerCase()} service`,
      services: [
        {
          name: `${base}Service`,
          description:
            doing === ""
              ? `${base} service`
              : `${doing.charAt(0).toUpperCase()}${doing.slice(1).trim()}`,
          methods: methods.length > 0 ? methods : (usual?.methods ?? ["start", "stop"]),
        },
      ],
    };
  },
};

/** "keeps a websocket connection open" → "websocket connection". */
function objectOf(doing: string): string {
  const tokens = tokensOf(doing);
  return readPhrase(tokens, 1).words.slice(0, 2).join(" ");
}
