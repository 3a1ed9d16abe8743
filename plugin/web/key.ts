/** Where the official client keeps the key of this server; both ask for it only once. */
const PLACE = `eliza-api-key-${location.origin}`;

/** The key that requests carry, if the server wants one in their headers. */
export const key = (): string | undefined => localStorage.getItem(PLACE) ?? undefined;

export function keepKey(value: string): void {
  localStorage.setItem(PLACE, value);
}

export function headers(): Record<string, string> {
  const value = key();
  return value ? { "X-API-KEY": value } : {};
}
