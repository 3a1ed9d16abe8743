/** Pieces that several functions of the file share. */
export const numberPieces: Record<string, string> = {
  tidy: `/** A result without the noise of binary fractions: 0.1 + 0.2 is 0.3. Too large ones are refused. */
function tidy(value: number): number {
  if (!Number.isFinite(value)) throw new RangeError("the result is too large, or there is none");
  return Number(value.toPrecision(12));
}`,
  wholes: `/** Refuses what is no whole number of a sensible size. */
function needWhole(value: number, least: number, most: number): void {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new RangeError(\`a whole number from \${least} to \${most} is needed, not \${value}\`);
  }
}`,
  numeric: `/** The numbers of a list; anything else in it is refused. */
function numeric(values: unknown[]): number[] {
  const numbers = values.map((value) => (typeof value === "string" && value.trim() !== "" ? Number(value) : value));
  if (numbers.length === 0) throw new RangeError("the list is empty");
  if (!numbers.every((value): value is number => typeof value === "number" && Number.isFinite(value))) {
    throw new TypeError("the list must hold nothing but numbers");
  }
  return numbers;
}`,
};
