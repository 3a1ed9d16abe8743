import { AGENTS } from "../../shared/look.ts";

/** The agents' colours, as variables for one of the grounds. */
const agentColors = (ground: "light" | "dark"): string =>
  Object.entries(AGENTS)
    .map(([agent, look]) => `--${agent}: ${look[ground]};`)
    .join(" ");

const agentRules = Object.keys(AGENTS)
  .map((agent) => `strong.${agent} { color: var(--${agent}); white-space: nowrap; }`)
  .join("\n");

/** How a report looks: in light and dark, on a telephone and on paper. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ink: #1f2328; --soft: #59636e; --line: #d8dee4; --tint: #f5f7f9;
  --good: #116329; --bad: #b3261e; --open: #8a5a00;
  --good-tint: #e9f6ec; --bad-tint: #fdecea; --open-tint: #fdf4e0;
  ${agentColors("light")}
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #15181c; --ink: #dfe3e8; --soft: #98a2ad; --line: #30363d; --tint: #1c2127;
    --good: #6fce86; --bad: #ff8f85; --open: #e0b050;
    --good-tint: #16271b; --bad-tint: #2d1a1a; --open-tint: #2a2314;
    ${agentColors("dark")}
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  overflow-wrap: anywhere;
}
main { max-width: 60rem; margin: 0 auto; padding: 2.5rem 1.25rem 5rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 1.25rem; font-weight: 650; letter-spacing: -0.01em; }
h2 { font-size: 1.35rem; line-height: 1.3; margin: 3rem 0 1rem; padding-top: 1.5rem; border-top: 1px solid var(--line); font-weight: 650; }
h3 { font-size: 1.08rem; line-height: 1.35; margin: 2rem 0 0.75rem; font-weight: 650; }
h4 { font-size: 1rem; margin: 1.5rem 0 0.5rem; }
p { margin: 0 0 0.75rem; }
.subtitle { color: var(--soft); margin: 0 0 0.25rem; font-size: 0.9rem; }
.words { white-space: pre-wrap; }
section > .words { border-left: 3px solid var(--line); padding-left: 0.9rem; }
.outcome { margin: 0 0 1.25rem; padding: 1rem 1.25rem; border-left: 4px solid var(--soft); border-radius: 4px; background: var(--tint); }
.outcome > :last-child { margin-bottom: 0; }
.verdict { font-size: 1.2rem; font-weight: 650; margin-bottom: 0.4rem; }
.outcome.good { border-color: var(--good); background: var(--good-tint); }
.outcome.bad { border-color: var(--bad); background: var(--bad-tint); }
.outcome.open { border-color: var(--open); background: var(--open-tint); }
span.good { color: var(--good); font-weight: 600; }
span.bad { color: var(--bad); font-weight: 600; }
span.open { color: var(--open); font-weight: 600; }
span.good, span.bad, span.open { white-space: nowrap; }
span.quiet { color: var(--soft); }
${agentRules}
dl { margin: 0; }
dl > div { display: grid; grid-template-columns: 8rem 1fr; gap: 0 1rem; padding: 0.3rem 0; }
dt { color: var(--soft); }
dd { margin: 0; }
ul { margin: 0 0 1rem; padding-left: 1.25rem; }
li { margin: 0.3rem 0; }
table { width: 100%; border-collapse: collapse; margin: 0.5rem 0 1.25rem; font-size: 0.94rem; }
th { text-align: left; font-weight: 600; color: var(--soft); font-size: 0.85rem; }
th, td { padding: 0.5rem 1rem 0.5rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th:last-child, td:last-child { padding-right: 0; }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; font-size: 0.86em; }
code { background: var(--tint); border-radius: 3px; padding: 0.1em 0.3em; }
pre { margin: 0.5rem 0 1rem; padding: 0.75rem 1rem; background: var(--tint); border-radius: 4px; white-space: pre-wrap; line-height: 1.5; }
li pre { margin: 0.4rem 0; }
.diff { padding: 0.5rem 0; }
.diff span { display: block; padding: 0 1rem 0 1.9rem; text-indent: -0.9rem; }
.diff .added { background: var(--good-tint); color: var(--good); }
.diff .removed { background: var(--bad-tint); color: var(--bad); }
.diff .place { color: var(--soft); }
details { margin: 0.4rem 0; }
summary { cursor: pointer; padding: 0.15rem 0; }
@media (max-width: 40rem) {
  main { padding: 1.5rem 1rem 3rem; }
  h1 { font-size: 1.5rem; }
  dl > div { grid-template-columns: 1fr; padding: 0.4rem 0; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table, tbody, tr { display: block; }
  tr { padding: 0.6rem 0; border-bottom: 1px solid var(--line); }
  td { display: grid; grid-template-columns: 6rem 1fr; gap: 0 0.75rem; padding: 0.15rem 0; border: 0; }
  td::before { content: attr(data-column); color: var(--soft); font-size: 0.85rem; }
}
@media print {
  :root { --paper: #fff; --ink: #000; --soft: #444; --line: #bbb; --tint: #f4f4f4; --good: #0b4d1e; --bad: #8f1b14; --open: #6b4600; --good-tint: #eef7f0; --bad-tint: #fbeeec; --open-tint: #fbf5e8; ${agentColors("light")} }
  body { font-size: 10.5pt; }
  main { max-width: none; padding: 0; }
  h2, h3, summary { break-after: avoid; }
  tr, li, .outcome { break-inside: avoid; }
  details::details-content { content-visibility: visible; block-size: auto; }
}
`;
