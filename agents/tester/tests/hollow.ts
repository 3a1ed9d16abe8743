import type ts from "typescript";
import type { Files } from "../../../shared/files.ts";
import { parse, typescript } from "../../core-api/typescript.ts";
import { MOST_NESTED, nameOf, textOf } from "../mutants/sources.ts";

const SOURCE = /\.[cm]?[jt]sx?$/;
const TEST = /(^|\/)(__tests__|tests?)\/|\.(test|spec)\.[cm]?[jt]sx?$/;
/** Members in which the components of an ElizaOS plugin do their work. */
const WORKING = new Set(["handler", "get"]);
/** What a service needs to come up at all. */
const LIFE = new Set(["start", "stop", "initialize"]);

/** One stretch of a file, and what takes its place. */
interface Edit {
  from: number;
  to: number;
  text: string;
}

/**
 * The sources of a plugin that does nothing: handlers, providers and methods of services are there and give `undefined`, and
 * these evaluators never want to look. Tests that are content with it prove nothing. Only files that differ are returned.
 */
export function hollow(files: Files, evaluators: readonly string[] = []): Files {
  const hollowed: Files = {};
  for (const [file, text] of Object.entries(files)) {
    if (!SOURCE.test(file) || file.endsWith(".d.ts") || TEST.test(file)) continue;
    const edits = editsOf(parse(file, text), evaluators);
    if (edits.length > 0) hollowed[file] = applied(text, edits);
  }
  return hollowed;
}

function editsOf(source: ts.SourceFile, evaluators: readonly string[]): Edit[] {
  const { isClassDeclaration, isClassExpression, isObjectLiteralExpression } = typescript();
  const edits: Edit[] = [];
  const visit = (node: ts.Node, depth: number): void => {
    if (depth > MOST_NESTED) return;
    const own = isObjectLiteralExpression(node)
      ? node.properties.flatMap((each) => ofProperty(each, source, isNamed(node, evaluators)))
      : (isClassDeclaration(node) || isClassExpression(node)) && isService(node, source)
        ? node.members.flatMap((each) => ofMethod(each, source))
        : [];
    edits.push(...own);
    // What is replaced as a whole has nothing left to be replaced in it.
    typescript().forEachChild(node, (child) => {
      if (!own.some(({ from, to }) => from <= child.getStart(source) && child.end <= to))
        visit(child, depth + 1);
    });
  };
  visit(source, 0);
  return edits;
}

/** Whether an object is called by one of these names. */
const isNamed = ({ properties }: ts.ObjectLiteralExpression, names: readonly string[]): boolean =>
  properties.some((each) => nameOf(each) === "name" && names.includes(textOf(each) ?? ""));

function ofProperty(
  property: ts.ObjectLiteralElementLike,
  source: ts.SourceFile,
  isEvaluator: boolean,
): Edit[] {
  const { isSpreadAssignment, isAccessor } = typescript();
  if (isSpreadAssignment(property) || isAccessor(property)) return [];
  const name = property.name.getText(source).replace(/^["']|["']$/g, "");
  const range = { from: property.getStart(source), to: property.end };
  if (isEvaluator && name === "validate") return [{ ...range, text: `${name}: async () => false` }];
  return WORKING.has(name) ? [{ ...range, text: `${name}: async () => undefined` }] : [];
}

function ofMethod(member: ts.ClassElement, source: ts.SourceFile): Edit[] {
  const { isMethodDeclaration } = typescript();
  if (!isMethodDeclaration(member) || !member.body) return [];
  if (LIFE.has(member.name.getText(source))) return [];
  const { body } = member;
  return [{ from: body.getStart(source), to: body.end, text: "{ return undefined; }" }];
}

const isService = (node: ts.ClassLikeDeclaration, source: ts.SourceFile): boolean =>
  (node.heritageClauses ?? []).some((clause) => /Service\b/.test(clause.getText(source)));

const applied = (text: string, edits: Edit[]): string =>
  [...edits]
    .sort((one, other) => other.from - one.from)
    .reduce(
      (result, { from, to, text: by }) => result.slice(0, from) + by + result.slice(to),
      text,
    );
