/** An address in a text. */
interface FoundHost {
  host: string;
  /** Whether the text is the address itself, and not a sentence that mentions one. */
  isAddress: boolean;
}

const ADDRESS =
  /\b(?:https?|wss?|ftps?|mqtts?|amqps?|smtps?|imaps?|rediss?|postgres(?:ql)?|mysql|mongodb(?:\+srv)?|tcp|udp):\/\/([^\s/?#"'`<>\\),;]+)/gi;
const RELATIVE = /^\/\/([\w-]+(?:\.[\w-]+)+)/;

/** Hosts of all addresses in a text; `gap` stands for what is not known of it. */
export function hostsIn(text: string, gap: string): FoundHost[] {
  const isAddress = !/\s\p{L}|\p{L}\s/u.test(text.trim());
  const authorities = [...text.matchAll(ADDRESS)].map(([, authority = ""]) => authority);
  const [, relative] = RELATIVE.exec(text) ?? [];
  return [...authorities, ...(relative ? [relative] : [])].flatMap((authority) => {
    const host = hostOf(authority, gap);
    return host ? [{ host, isAddress }] : [];
  });
}

/** The host, as far as it is known: behind a gap only what stands for sure. */
function hostOf(authority: string, gap: string): string | undefined {
  const [name = ""] = authority.slice(authority.lastIndexOf("@") + 1).split(/:\d*$/);
  const known = name.slice(name.lastIndexOf(gap) + gap.length);
  const isWhole = !name.includes(gap);
  if (!isWhole && !known.startsWith(".")) return undefined;
  const host = known.replace(/^\.+|\.+$/g, "").toLowerCase();
  // A single word is a machine of one's own network or a placeholder; a number is an address in disguise.
  return /[.:]|^(?:0x[\da-f]+|\d+)$/.test(host) ? host : undefined;
}
