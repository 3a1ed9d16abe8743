import { A, B } from "./numbers.ts";
import { text, type Saying } from "./saying.ts";

/** Calculations that are written out, or named by a word. */
export const expressions: Saying[] = [
  {
    name: "calculate",
    file: "numbers",
    means: /\b(calculat\w*|evaluat\w*|solve\w*|comput\w*|expression|arithmetic|math\w*)\b/,
    unless: /\b(equation|derivative|integral|matrix|statistic|unknown)\w*\b/,
    roles: {
      expression: text(
        /\b(expression|formula|calculation|input|equation|problem|math|query|text)\b/,
      ),
    },
    source: String.raw`/** The value of an arithmetic expression with + - * / % ^ and parentheses; nothing else is understood. */
export function calculate(expression: string): number {
  const tokens = expression.replaceAll("×", "*").replaceAll("÷", "/").match(/\d+(?:\.\d+)?|\.\d+|\S/g) ?? [];
  let at = 0;
  const take = (...wanted: string[]) => (wanted.includes(tokens[at] ?? "") ? tokens[at++] : undefined);
  const sum = (): number => {
    let value = product();
    for (let sign = take("+", "-"); sign; sign = take("+", "-")) value += sign === "+" ? product() : -product();
    return value;
  };
  const product = (): number => {
    let value = signed();
    for (let sign = take("*", "/", "%"); sign; sign = take("*", "/", "%")) {
      const other = signed();
      if (sign !== "*" && other === 0) throw new RangeError("nothing can be divided by zero");
      value = sign === "*" ? value * other : sign === "/" ? value / other : value % other;
    }
    return value;
  };
  const signed = (): number => (take("-") ? -signed() : take("+") ? signed() : power());
  const power = (): number => {
    const base = single();
    return take("^") ? base ** signed() : base;
  };
  const single = (): number => {
    if (take("(")) {
      const value = sum();
      if (!take(")")) throw new SyntaxError("a closing parenthesis is missing");
      return value;
    }
    const token = tokens[at++] ?? "the end";
    if (!/^[\d.]/.test(token)) throw new SyntaxError(${"`a number was expected where ${token} stands`"});
    return Number(token);
  };
  const value = sum();
  if (at < tokens.length) throw new SyntaxError(${"`${tokens[at]} is not understood`"});
  return tidy(value);
}`,
    uses: ["tidy"],
    answer: "{expression} = {result}",
    examples: [
      { given: { expression: "2 + 3 * (4 - 1) / 2" }, result: 6.5 },
      { given: { expression: "-2^2 + 2^3^0" }, result: -2 },
      { given: { expression: "0.1+0.2" }, result: 0.3 },
    ],
    refused: [
      { expression: "2 +" },
      { expression: "1/0" },
      { expression: "process.exit()" },
      { expression: "(1" },
    ],
    limits: [{ expression: "1 2" }],
    user: "What is (2 + 3) * 4?",
  },
  {
    name: "operate",
    file: "numbers",
    means: /\b(calculat\w*|arithmetic|operation|math\w*|comput\w*)\b/,
    roles: { operation: text(/\b(operation|operator|op|type|method)\b/), a: A, b: B },
    source: `/** Two numbers joined by an operation, named by its word or its sign. */
export function operate(operation: string, a: number, b: number): number {
  switch (operation.trim().toLowerCase()) {
    case "add":
    case "addition":
    case "plus":
    case "+":
      return tidy(a + b);
    case "subtract":
    case "subtraction":
    case "minus":
    case "-":
      return tidy(a - b);
    case "multiply":
    case "multiplication":
    case "times":
    case "*":
    case "×":
      return tidy(a * b);
    case "divide":
    case "division":
    case "/":
    case "÷":
      if (b === 0) throw new RangeError("nothing can be divided by zero");
      return tidy(a / b);
    case "modulo":
    case "mod":
    case "%":
      if (b === 0) throw new RangeError("nothing can be divided by zero");
      return tidy(a % b);
    case "power":
    case "exponent":
    case "^":
    case "**":
      return tidy(a ** b);
    default:
      throw new RangeError(\`"\${operation}" is no operation I know; use add, subtract, multiply, divide, modulo or power\`);
  }
}`,
    uses: ["tidy"],
    answer: "{a} {operation} {b} = {result}",
    examples: [
      { given: { operation: "add", a: 2, b: 3 }, result: 5 },
      { given: { operation: "divide", a: 7, b: 2 }, result: 3.5 },
    ],
    refused: [
      { operation: "divide", a: 1, b: 0 },
      { operation: "conjure", a: 1, b: 0 },
    ],
    user: "Please add 2 and 3.",
  },
];
