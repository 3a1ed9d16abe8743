import { sampleCall } from "../../code/samples.ts";
import type { Call } from "./calls.ts";
import type { Key, Server } from "./servers.ts";

/** The part of a plugin's README about its requests. */
export function apiReadme(
  calls: Call[],
  { servers, key, free }: { servers: Server[]; key?: Key | undefined; free?: Server | undefined },
): string {
  const sections = calls.map((call) => {
    const given =
      call.kind === "free"
        ? { [call.roles.endpoint ?? "endpoint"]: "https://api.example.com/things/7" }
        : sampleCall(call.action);
    const target =
      call.kind === "free"
        ? `Calls the address it is given${call.roles.method ? " with GET, HEAD, POST, PUT, PATCH or DELETE (GET when nothing is said)" : ` with ${call.method}`}; a body is sent as JSON.`
        : `\`${call.method} {${call.server.setting}}${call.path}\``;
    return `### ${call.action.name}

${target}

\`\`\`json
${JSON.stringify(given)}
\`\`\`

answers \`{ "success": true, "text": "${call.method} … answered 200: …", "data": { "status": 200, "body": … } }\``;
  });
  const addresses = servers.map(
    ({ setting, fallback, declared }) =>
      `- \`${setting}\` is the server's address${fallback ? `; without it \`${fallback}\`` : ""}.${declared ? "" : " It is optional."}`,
  );
  if (free) {
    addresses.push(
      `- With \`${free.setting}\` set, a path such as \`/things\` is called on that server${free.fallback ? `; without it on \`${free.fallback}\`` : ""}. Complete addresses always work.`,
    );
  }
  if (key) {
    const how =
      key.place === "header"
        ? `header \`${key.name}: ${key.prefix}…\``
        : `query parameter \`${key.name}\``;
    addresses.push(
      `- \`${key.setting}\` is sent as ${how}, ${free ? `only to the server of \`${free.setting}\`` : "only to that server"}, and never shown.`,
    );
  }
  return `## Requests

${sections.join("\n\n")}

### Servers

${addresses.join("\n")}

### Limits

A server has 10 seconds and one megabyte for its answer. Every status from 300 on is a failure that says what the
server answered. Redirects to another host are followed only when nothing but the address was sent. The latest response
is kept in the agent's own storage.
`;
}
