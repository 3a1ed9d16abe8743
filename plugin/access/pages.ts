import type { Answer } from "./answer.ts";

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:26rem;margin:15vh auto;padding:0 1rem;color:#222;background:#fff}
h1{font-size:1.3rem}label{display:block;margin-bottom:.3rem}
input,button{font:inherit;width:100%;box-sizing:border-box;padding:.5rem;margin-bottom:.8rem;border:1px solid #888;border-radius:.3rem}
button{background:#222;color:#fff;cursor:pointer}.wrong{color:#a00}
@media(prefers-color-scheme:dark){body{color:#ddd;background:#111}input{color:#ddd;background:#222}button{background:#ddd;color:#111}.wrong{color:#f88}a{color:#8bf}}`;

const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'";

/** A small page of our own, without any script, with the policy that goes with it. */
export const page = (title: string, body: string): Required<Pick<Answer, "page" | "headers">> => ({
  headers: { "Content-Security-Policy": POLICY },
  // Under "no-referrer" a browser hides the origin even of its own form, and what hides its origin is refused.
  page: `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="referrer" content="same-origin">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
<h1>${escaped(title)}</h1>
${body}
</html>`,
});

/** Text as it may stand in HTML, attributes included. */
export const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
