import type { TimeAction, TimeKind, TimeRole } from "./claims.ts";

const EXAMPLES: Record<TimeKind, { given: Partial<Record<TimeRole, unknown>>; answer: string }> = {
  current: {
    given: { zone: "Tokyo", format: "24h" },
    answer: "It is 21:05 on Monday, 2026-11-23 in Asia/Tokyo (UTC+09:00).",
  },
  several: {
    given: { zones: ["Berlin", "Tokyo"] },
    answer: "13:05 on Monday, 2026-11-23 in Europe/Berlin (UTC+01:00) …",
  },
  convert: {
    given: { time: "2026-01-15T14:30", from: "Berlin", to: "America/New_York" },
    answer:
      "14:30 on Thursday, 2026-01-15 in Europe/Berlin (UTC+01:00) is 08:30 on Thursday, 2026-01-15 in America/New_York (UTC-05:00), the same day.",
  },
  difference: {
    given: { from: "Tokyo", to: "UTC" },
    answer: "UTC is 9 hours behind Asia/Tokyo now: …",
  },
  list: {
    given: { search: "australia" },
    answer: "12 time zones: Australia/Adelaide, Australia/Brisbane …",
  },
  unix: {
    given: { unix: 1_700_000_000, zone: "UTC" },
    answer: "1700000000 is 22:13 on Tuesday, 2023-11-14 in UTC.",
  },
};

/** The part of a plugin's README about time. */
export function timeReadme(actions: TimeAction[], setting: string): string {
  const calls = actions.map(({ action, kind, roles }) => {
    const { given, answer } = EXAMPLES[kind];
    const named = Object.entries(given).flatMap(([role, each]) => {
      const name = roles[role as TimeRole];
      return name === undefined ? [] : [[name, each]];
    });
    return `\`${action.name} ${JSON.stringify(Object.fromEntries(named))}\` answers \`${answer}\``;
  });
  return `## Time

${calls.join("\n\n")}

A time zone is an IANA name in any case (\`europe/berlin\`), a city or country (\`New York\`, \`Japan\`), an offset (\`+05:30\`) or
an abbreviation. Abbreviations are exact: \`EST\` is always UTC-05:00 and \`CET\` always UTC+01:00, in summer too; \`ET\`, \`PT\`
and city names follow the clocks there. An unknown zone is answered with the nearest names.

A time is \`14:30\`, \`2:30 pm\`, \`noon\`, \`now\` or ISO 8601; without a date it is today in its zone, and an offset in the time
itself wins over the zone. A time that summer time skips moves forward by the gap (02:30 becomes 03:30); of a time that comes
twice, the first is meant. \`utcOffset\` counts hours (5.5 for India).

The agent's own zone is that of the setting \`${setting}\`, else that of the machine. The zones come from the JavaScript runtime.
`;
}
