/** The same fields without one of them. */
export function without<Value>(
  fields: Record<string, Value>,
  name: string | undefined,
): Record<string, Value> {
  return Object.fromEntries(Object.entries(fields).filter(([own]) => own !== name));
}
