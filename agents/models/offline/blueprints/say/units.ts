import type { ActionSpecification } from "../../../../../shared/specification.ts";
import { number, text, wordsAbout, type Saying } from "./saying.ts";

/** Units as people write them; the first name is the one the generated code uses. */
const UNITS: Record<string, string> = {
  celsius: "c|°c|degrees celsius|centigrade",
  fahrenheit: "f|°f|degrees fahrenheit",
  kelvin: "k",
  kilometers: "km|kms|kilometer|kilometre|kilometres",
  meters: "m|meter|metre|metres",
  centimeters: "cm|centimeter|centimetre|centimetres",
  millimeters: "mm|millimeter|millimetre|millimetres",
  miles: "mi|mile",
  yards: "yd|yds|yard",
  feet: "ft|foot",
  inches: "in|inch",
  kilograms: "kg|kgs|kilo|kilos|kilogram",
  grams: "g|gram|gramme|grammes",
  pounds: "lb|lbs|pound",
  ounces: "oz|ounce",
  stones: "st|stone",
  liters: "l|liter|litre|litres",
  milliliters: "ml|milliliter|millilitre|millilitres",
  gallons: "gal|gallon",
  pints: "pt|pint",
  cups: "cup",
  "km/h": "kmh|kph|km per hour|kilometers per hour|kilometres per hour",
  mph: "miles per hour|mi/h",
  "m/s": "meters per second|metres per second",
  knots: "kn|knot",
  hours: "h|hr|hrs|hour",
  minutes: "min|mins|minute",
  seconds: "s|sec|secs|second",
  days: "d|day",
  hectares: "ha|hectare",
  acres: "acre",
  bytes: "b|byte",
  kilobytes: "kb|kilobyte",
  megabytes: "mb|megabyte",
  gigabytes: "gb|gigabyte",
};

/** Whether the generated code knows a unit of that name. */
export function isUnit(name: string): boolean {
  const wanted = name.trim().toLowerCase();
  return Object.entries(UNITS).some(
    ([unit, also]) => unit === wanted || also.split("|").includes(wanted),
  );
}

const TABLE = `type Kind = "length" | "mass" | "volume" | "speed" | "time" | "area" | "data" | "temperature";

/** Every unit as a multiple of the base unit of its kind; temperatures are handled apart. */
const UNITS: Record<string, { kind: Kind; factor: number; names: string }> = {
  celsius: { kind: "temperature", factor: 1, names: "${UNITS.celsius}" },
  fahrenheit: { kind: "temperature", factor: 1, names: "${UNITS.fahrenheit}" },
  kelvin: { kind: "temperature", factor: 1, names: "${UNITS.kelvin}" },
${(
  [
    [
      "length",
      {
        kilometers: 1000,
        meters: 1,
        centimeters: 0.01,
        millimeters: 0.001,
        miles: 1609.344,
        yards: 0.9144,
        feet: 0.3048,
        inches: 0.0254,
      },
    ],
    [
      "mass",
      {
        kilograms: 1,
        grams: 0.001,
        pounds: 0.45359237,
        ounces: 0.028349523125,
        stones: 6.35029318,
      },
    ],
    [
      "volume",
      {
        liters: 1,
        milliliters: 0.001,
        gallons: 3.785411784,
        pints: 0.473176473,
        cups: 0.2365882365,
      },
    ],
    ["speed", { "km/h": 1 / 3.6, mph: 0.44704, "m/s": 1, knots: 1852 / 3600 }],
    ["time", { hours: 3600, minutes: 60, seconds: 1, days: 86400 }],
    ["area", { hectares: 10000, acres: 4046.8564224 }],
    ["data", { bytes: 1, kilobytes: 1e3, megabytes: 1e6, gigabytes: 1e9 }],
  ] as [string, Record<string, number>][]
)
  .flatMap(([kind, units]) =>
    Object.entries(units).map(
      ([name, factor]) =>
        `  ${/^\w+$/.test(name) ? name : JSON.stringify(name)}: { kind: "${kind}", factor: ${factor}, names: "${UNITS[name] ?? ""}" },`,
    ),
  )
  .join("\n")}
};

function unitCalled(text: string): string {
  const wanted = text.trim().toLowerCase();
  const found = Object.entries(UNITS).find(([name, { names }]) => name === wanted || names.split("|").includes(wanted));
  if (!found) throw new RangeError(\`"\${text}" is no unit I know, such as km, miles, kg, celsius or liters\`);
  return found[0];
}

const ABSOLUTE_ZERO = -273.15;

function toCelsius(value: number, unit: string): number {
  return unit === "fahrenheit" ? ((value - 32) * 5) / 9 : unit === "kelvin" ? value + ABSOLUTE_ZERO : value;
}

function fromCelsius(value: number, unit: string): number {
  return unit === "fahrenheit" ? (value * 9) / 5 + 32 : unit === "kelvin" ? value - ABSOLUTE_ZERO : value;
}`;

const CONVERT = `${TABLE}

/** A value in another unit of the same kind. Gallons, pints and cups are those of the United States. */
export function convertUnit(value: number, from: string, to: string): number {
  const [source, target] = [unitCalled(from), unitCalled(to)];
  const [one, other] = [UNITS[source], UNITS[target]];
  if (!one || !other || one.kind !== other.kind) {
    throw new RangeError(\`\${source} cannot be converted to \${target}\`);
  }
  if (one.kind !== "temperature") return tidy((value * one.factor) / other.factor);
  const celsius = toCelsius(value, source);
  if (tidy(celsius) < ABSOLUTE_ZERO) throw new RangeError("nothing is colder than absolute zero");
  return tidy(fromCelsius(celsius, target));
}`;

/** Conversions between any two units. */
export const anyUnits: Saying = {
  name: "convertUnit",
  file: "units",
  means: /\b(conver\w*|units?)\b/,
  unless: /\b(currenc\w*|money|exchange|time ?zones?|base|binary|hex\w*|file|format|pdf|image)\b/,
  roles: {
    value: number(/\b(value|amount|number|quantity|input|temperature|distance|weight|length)\b/),
    from: text(/\b(from|source|input|unit ?1)\b/),
    to: text(/\b(to|target|output|into|unit ?2)\b/),
  },
  source: CONVERT,
  uses: ["tidy"],
  answer: "{value} {from} = {result} {to}",
  examples: [
    { given: { value: 10, from: "km", to: "miles" }, result: 6.21371192237 },
    { given: { value: 100, from: "Celsius", to: "fahrenheit" }, result: 212 },
    { given: { value: 1, from: "kg", to: "lb" }, result: 2.20462262185 },
  ],
  refused: [
    { value: 1, from: "km", to: "kg" },
    { value: 1, from: "parsnips", to: "kg" },
  ],
  limits: [{ value: -500, from: "celsius", to: "kelvin" }],
  user: "How many miles are 10 km?",
};

/** A conversion between the two units an action's words name, such as "Convert celsius to fahrenheit". */
export function namedUnits(
  action: ActionSpecification,
  spaced: (name: string) => string,
): Saying | undefined {
  const words = wordsAbout(action, spaced);
  const names = Object.entries(UNITS).flatMap(([unit, also]) =>
    [unit, ...also.split("|")].map((name) => ({ unit, name })),
  );
  const longest = names
    .filter(({ name }) => name.length > 1)
    .sort((a, b) => b.name.length - a.name.length);
  const pattern = longest.map(({ name }) => name.replace(/[/°]/g, "\\$&")).join("|");
  const found = new RegExp(
    `(?<![\\w°])(${pattern})(?:\\(s\\))? (?:in)?(?:to|as|2) (?:degrees )?(${pattern})(?!\\w)`,
  ).exec(words);
  const unitOf = (name: string | undefined) => longest.find((each) => each.name === name)?.unit;
  const [from, to] = [unitOf(found?.[1]), unitOf(found?.[2])];
  if (!from || !to) return undefined;
  const [value, result] = PROOFS[`${from} ${to}`] ?? [0, undefined];
  return {
    ...anyUnits,
    means: /^/,
    roles: { value: number() },
    passes: ["value", JSON.stringify(from), JSON.stringify(to)],
    answer: `{value} ${from} = {result} ${to}`,
    examples: result === undefined ? [] : [{ given: { value }, result }],
    holds: {
      given: { value: 12 },
      expectations: [
        "expect(Number.isFinite(data.result)).toBe(true);",
        "expect(data.result).not.toBe(12);",
      ],
    },
    refused: [],
    limits: from === "celsius" ? [{ value: -300 }] : [],
    user: `How many ${to} are 12 ${from}?`,
  };
}

/** Values everybody can check, for the tests of a conversion. */
const PROOFS: Record<string, [number, number]> = {
  "celsius fahrenheit": [100, 212],
  "fahrenheit celsius": [212, 100],
  "celsius kelvin": [0, 273.15],
  "kelvin celsius": [273.15, 0],
  "kilometers miles": [1.609344, 1],
  "miles kilometers": [1, 1.609344],
  "kilograms pounds": [0.45359237, 1],
  "pounds kilograms": [1, 0.45359237],
  "meters feet": [0.3048, 1],
  "feet meters": [1, 0.3048],
  "inches centimeters": [1, 2.54],
  "centimeters inches": [2.54, 1],
  "liters gallons": [3.785411784, 1],
  "gallons liters": [1, 3.785411784],
  "hours minutes": [1.5, 90],
  "minutes hours": [90, 1.5],
  "mph km/h": [1, 1.609344],
  "km/h mph": [1.609344, 1],
};
