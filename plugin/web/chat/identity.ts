const USER = "plugin-dynamic-user";
const CHANNEL = "plugin-dynamic-channel";

/** Who talks in this browser; the server has no accounts. */
export const userId = (): string => kept(USER);

/** The conversation that goes on when the page is opened again. */
export const channelId = (): string => kept(CHANNEL);

export function beginChannel(): void {
  localStorage.setItem(CHANNEL, newId());
}

function kept(place: string): string {
  const before = localStorage.getItem(place);
  if (before) return before;
  const fresh = newId();
  localStorage.setItem(place, fresh);
  return fresh;
}

/** A UUID; `crypto.randomUUID` is only there where the page came over HTTPS or from this machine. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
