/**
 * A value as it stands in plain text, in JSON, in JSON inside of JSON, in addresses and forms, in base64 and in hexadecimal
 * digits.
 */
export function spellingsOf(secret: string): string[] {
  const value = secret.trim();
  if (value === "") return [];
  const bytes = Buffer.from(value);
  const inAddress = encodeURIComponent(bytes.toString());
  const hexadecimal = bytes.toString("hex");
  return [
    value,
    ...[inJson(value), inAsciiJson(value)].flatMap((json) => [
      json,
      json.replaceAll("/", "\\/"),
      inJson(json),
    ]),
    inAddress,
    inAddress.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    new URLSearchParams({ "": value }).toString().slice("=".length),
    ...inBase64(bytes),
    hexadecimal,
    hexadecimal.toUpperCase(),
  ];
}

const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

/** JSON as some programs write it: whatever is not ASCII as an escape. */
const inAsciiJson = (text: string): string =>
  inJson(text).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** Base64 depends on where among three bytes a value begins; these are the characters that are all its own. */
function inBase64(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((before) => {
    const all = Buffer.concat([Buffer.alloc(before), bytes]);
    const [from, to] = [Math.ceil((before * 8) / 6), Math.floor((all.length * 8) / 6)];
    return [all.toString("base64").slice(from, to), all.toString("base64url").slice(from, to)];
  });
}
