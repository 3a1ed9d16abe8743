import type ts from "typescript";
import { typescript } from "../core-api/typescript.ts";
import type { Resolver } from "./resolver.ts";
import { inner, isValue, walk } from "./syntax.ts";

const MAXIMUM_DEPTH = 12;
const MAXIMUM_TEXTS = 200;
/** Methods of lists that hand each element to a function. */
const PER_ELEMENT = new Set(
  "every some map flatMap filter forEach find findIndex findLast".split(" "),
);
/** What gives a list as it is, or in another order or shape, but with the same elements. */
const SAME_ELEMENTS = new Set(
  "filter slice concat sort toSorted reverse toReversed flat values".split(" "),
);

/** How a function of the plugin is used. */
interface Uses {
  calls: ts.CallExpression[];
  /** Where it is handed on as a value. */
  handedOn: ts.Identifier[];
}

type Values = string[] | undefined;

/**
 * Which texts an expression can stand for, as far as they are written in the code: through constants, lists, objects,
 * and parameters of functions that are only called with such texts. `undefined` when there may be others.
 */
export class Texts {
  readonly #sources: ts.SourceFile[];
  readonly #resolver: Resolver;
  readonly #known = new Map<ts.Node, Values>();
  readonly #lists = new Map<ts.Node, Values>();
  #uses: Map<ts.Node, Uses> | undefined;
  #wholes: Set<ts.Node> | undefined;

  constructor(sources: ts.SourceFile[], resolver: Resolver) {
    this.#sources = sources;
    this.#resolver = resolver;
  }

  of(expression: ts.Node, depth = 0): Values {
    return remembered(this.#known, inner(expression), depth, (node) => this.#read(node, depth));
  }

  /** Which texts a list can hold. */
  elements(expression: ts.Node, depth = 0): Values {
    return remembered(this.#lists, inner(expression), depth, (node) => this.#readList(node, depth));
  }

  #read(node: ts.Node, depth: number): Values {
    const further = (next: ts.Node): Values => this.of(next, depth + 1);
    const ts = typescript();
    if (ts.isStringLiteralLike(node) || ts.isNumericLiteral(node)) return [node.text];
    if (ts.isTemplateExpression(node)) {
      return node.templateSpans.reduce<Values>(
        (before, { expression: span, literal }) =>
          joined(joined(before, further(span)), [literal.text]),
        [node.head.text],
      );
    }
    if (ts.isBinaryExpression(node)) {
      const { left, operatorToken, right } = node;
      switch (operatorToken.kind) {
        case ts.SyntaxKind.PlusToken:
          return joined(further(left), further(right));
        case ts.SyntaxKind.QuestionQuestionToken:
        case ts.SyntaxKind.BarBarToken:
          return either(further(left), further(right));
        default:
          return undefined;
      }
    }
    if (ts.isConditionalExpression(node)) {
      return either(further(node.whenTrue), further(node.whenFalse));
    }
    if (ts.isIdentifier(node)) return this.#ofName(node, depth);
    if (ts.isPropertyAccessExpression(node))
      return this.#ofMember(node.expression, node.name.text, depth);
    if (ts.isElementAccessExpression(node)) {
      const [key, ...others] = further(node.argumentExpression) ?? [];
      const found =
        key !== undefined && others.length === 0
          ? this.#ofMember(node.expression, key, depth)
          : undefined;
      return found ?? this.elements(node.expression, depth + 1);
    }
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { expression: list, name } = node.expression;
      if (name.text === "join") return this.#joinedList(list, node.arguments[0], depth);
    }
    return undefined;
  }

  #readList(node: ts.Node, depth: number): Values {
    const ts = typescript();
    if (ts.isArrayLiteralExpression(node)) {
      return all(
        node.elements.map((each) =>
          ts.isSpreadElement(each)
            ? this.elements(each.expression, depth + 1)
            : this.of(each, depth + 1),
        ),
      );
    }
    if (ts.isNewExpression(node) && node.arguments?.[0])
      return this.elements(node.arguments[0], depth + 1);
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { expression: of, name } = node.expression;
      const [first] = node.arguments;
      if (first && ts.isIdentifier(of) && of.text === "Object")
        return this.#ofObject(first, name.text, depth);
      return SAME_ELEMENTS.has(name.text) ? this.elements(of, depth + 1) : undefined;
    }
    if (!ts.isIdentifier(node)) return undefined;
    const declaration = this.#resolver.declarationOf(node);
    if (!declaration) return undefined;
    if (ts.isParameter(declaration)) {
      return this.#given(declaration, depth, (argument, at) => this.elements(argument, at));
    }
    const initializer = constantOf(declaration);
    return initializer && this.elements(initializer, depth + 1);
  }

  /** The object literal that a name stands for. */
  objectOf(expression: ts.Node, depth = 0): ts.ObjectLiteralExpression | undefined {
    const { isIdentifier, isObjectLiteralExpression } = typescript();
    const node = inner(expression);
    if (isObjectLiteralExpression(node)) return node;
    const declaration =
      isIdentifier(node) && depth < MAXIMUM_DEPTH ? this.#resolver.declarationOf(node) : undefined;
    const initializer = declaration && constantOf(declaration);
    return initializer && this.objectOf(initializer, depth + 1);
  }

  #ofName(name: ts.Identifier, depth: number): Values {
    const ts = typescript();
    const declaration = this.#resolver.declarationOf(name);
    if (!declaration) return undefined;
    if (ts.isParameter(declaration)) {
      return this.#given(declaration, depth, (argument, at) => this.of(argument, at));
    }
    if (ts.isVariableDeclaration(declaration) && ts.isForOfStatement(declaration.parent.parent)) {
      return this.elements(declaration.parent.parent.expression, depth + 1);
    }
    const initializer = constantOf(declaration);
    return initializer && this.of(initializer, depth + 1);
  }

  #ofMember(object: ts.Expression, key: string, depth: number): Values {
    const property = this.objectOf(object)
      ?.properties.filter(typescript().isPropertyAssignment)
      .find(({ name }) => nameOf(name) === key);
    return property && this.of(property.initializer, depth + 1);
  }

  #ofObject(argument: ts.Expression, method: string, depth: number): Values {
    const members = this.objectOf(argument)?.properties;
    const properties = members?.filter(typescript().isPropertyAssignment);
    if (!properties || properties.length !== members?.length) return undefined;
    if (method === "keys") return all(properties.map(({ name }) => asList(nameOf(name))));
    return method === "values"
      ? all(properties.map(({ initializer }) => this.of(initializer, depth + 1)))
      : undefined;
  }

  #joinedList(list: ts.Expression, separator: ts.Expression | undefined, depth: number): Values {
    const node = inner(list);
    if (!typescript().isArrayLiteralExpression(node)) return undefined;
    const between = separator ? this.of(separator, depth + 1) : [","];
    const [first, ...others] = node.elements.map((each) => this.of(each, depth + 1));
    return others.reduce<Values>((before, each) => joined(joined(before, between), each), first);
  }

  /** What a parameter can be, by all the calls of its function. */
  #given(
    parameter: ts.ParameterDeclaration,
    depth: number,
    read: (argument: ts.Expression, depth: number) => Values,
  ): Values {
    const owner = parameter.parent;
    const index = owner.parameters.indexOf(parameter);
    const list = perElement(owner);
    if (list) return index === 0 ? this.elements(list, depth + 1) : undefined;
    const uses = this.#usesOf(owner);
    if (!uses) return undefined;
    const handedOn = uses.handedOn.map((name) => {
      const from = perElement(name);
      return from && index === 0 ? this.elements(from, depth + 1) : undefined;
    });
    const called = uses.calls.map((call) => {
      if (call.arguments.slice(0, index + 1).some(typescript().isSpreadElement)) return undefined;
      const argument = call.arguments[index];
      if (argument) return read(argument, depth + 1);
      return parameter.initializer ? read(parameter.initializer, depth + 1) : [];
    });
    return all([...handedOn, ...called]);
  }

  /** Calls of a function; nothing where they cannot all be known, as with methods. */
  #usesOf(owner: ts.Node): Uses | undefined {
    const { isFunctionDeclaration, isVariableDeclaration } = typescript();
    const declaration = isFunctionDeclaration(owner) ? owner : owner.parent;
    const isKnown = isFunctionDeclaration(declaration) || isVariableDeclaration(declaration);
    if (!isKnown || this.#isTakenAsWhole(declaration.getSourceFile())) return undefined;
    this.#uses ??= this.#allUses();
    return this.#uses.get(declaration) ?? { calls: [], handedOn: [] };
  }

  /** Whether some file takes another one as an object, whose members it can use in ways that are not followed. */
  #isTakenAsWhole(source: ts.SourceFile): boolean {
    const { isCallExpression, isNamespaceExport, isNamespaceImport } = typescript();
    const { isStringLiteralLike } = typescript();
    if (!this.#wholes) {
      const found = (this.#wholes = new Set<ts.Node>());
      const add = (name: ts.Node | undefined): void => {
        const taken = name && this.#resolver.declarationOf(name);
        if (taken) found.add(taken);
      };
      const visit = (node: ts.Node): void => {
        if (isNamespaceImport(node)) add(node.parent.parent.moduleSpecifier);
        else if (isNamespaceExport(node)) add(node.parent.moduleSpecifier);
        // `import("./other.ts")`, and whatever else is given the name of a file.
        else if (isCallExpression(node)) add(node.arguments.slice(0, 1).find(isStringLiteralLike));
      };
      for (const each of this.#sources) walk(each, visit);
    }
    return this.#wholes.has(source);
  }

  #allUses(): Map<ts.Node, Uses> {
    const { isCallExpression, isIdentifier } = typescript();
    const uses = new Map<ts.Node, Uses>();
    const visit = (node: ts.Node): void => {
      if (!isIdentifier(node) || !isValue(node)) return;
      const declaration = this.#resolver.declarationOf(node);
      if (!declaration) return;
      const known = uses.get(declaration) ?? { calls: [], handedOn: [] };
      if (isCallExpression(node.parent) && node.parent.expression === node)
        known.calls.push(node.parent);
      else known.handedOn.push(node);
      uses.set(declaration, known);
    };
    for (const source of this.#sources) walk(source, visit);
    return uses;
  }
}

/** Asks once for each node, and gives up where a value would depend on itself. */
function remembered(
  known: Map<ts.Node, Values>,
  node: ts.Node,
  depth: number,
  read: (node: ts.Node) => Values,
): Values {
  if (known.has(node)) return known.get(node);
  if (depth > MAXIMUM_DEPTH) return undefined;
  known.set(node, undefined);
  const values = read(node);
  known.set(node, values);
  return values;
}

/** What a constant was given; a variable that changes stands for anything. */
function constantOf(declaration: ts.Declaration): ts.Expression | undefined {
  const { getCombinedNodeFlags, isVariableDeclaration, NodeFlags } = typescript();
  const isConstant =
    isVariableDeclaration(declaration) &&
    (getCombinedNodeFlags(declaration) & NodeFlags.Const) !== 0;
  return isConstant ? declaration.initializer : undefined;
}

/** The list whose elements a function gets, one after the other. */
function perElement(callback: ts.Node): ts.Expression | undefined {
  const { isCallExpression, isPropertyAccessExpression } = typescript();
  const call = callback.parent;
  const isFirst = isCallExpression(call) && call.arguments[0] === callback;
  if (!isFirst || !isPropertyAccessExpression(call.expression)) return undefined;
  return PER_ELEMENT.has(call.expression.name.text) ? call.expression.expression : undefined;
}

export function nameOf(name: ts.PropertyName): string | undefined {
  const { isIdentifier, isNumericLiteral, isStringLiteralLike } = typescript();
  return isIdentifier(name) || isStringLiteralLike(name) || isNumericLiteral(name)
    ? name.text
    : undefined;
}

const asList = (text: string | undefined): Values => (text === undefined ? undefined : [text]);
const either = (one: Values, other: Values): Values => all([one, other]);
const limited = (texts: string[]): Values =>
  texts.length > MAXIMUM_TEXTS ? undefined : [...new Set(texts)];
const all = (each: Values[]): Values =>
  each.includes(undefined) ? undefined : limited(each.flatMap((texts) => texts ?? []));
const joined = (before: Values, after: Values): Values =>
  before && after && before.length * after.length <= MAXIMUM_TEXTS
    ? before.flatMap((one) => after.map((other) => one + other))
    : undefined;
