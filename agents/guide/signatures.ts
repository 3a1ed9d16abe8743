import fs from "node:fs";
import path from "node:path";
import type ts from "typescript";
import { packageRoot } from "../../shared/package.ts";
import { exportedNames } from "../core-api/declaration-files.ts";
import { parse, typescript } from "../core-api/typescript.ts";

/** A source file with its functions' bodies left out: what others can rely on. */
export const signaturesOf = (file: string, text: string): string =>
  withoutBodies(parse(file, text));

/** What a file of the template exports, without the bodies of its functions. */
export function templateExports(file: string): string {
  const text = fs.readFileSync(path.join(packageRoot, "agents", "template", file), "utf8");
  const source = parse(file, text);
  return source.statements
    .filter((statement) => exportedNames(statement).length > 0)
    .map((statement) => withoutBodies(source, statement))
    .join("\n\n");
}

function withoutBodies(source: ts.SourceFile, within: ts.Node = source): string {
  const bodies: ts.Block[] = [];
  const visit = (node: ts.Node): void => {
    if (isBodyOfFunction(node)) bodies.push(node.body);
    else typescript().forEachChild(node, visit);
  };
  visit(within);
  let at = within.getFullStart();
  const pieces = bodies.map((body) => {
    const piece = `${source.text.slice(at, body.getStart(source))}{ … }`;
    at = body.end;
    return piece;
  });
  return [...pieces, source.text.slice(at, within.end)].join("").trim();
}

function isBodyOfFunction(node: ts.Node): node is ts.FunctionLikeDeclaration & { body: ts.Block } {
  const { body } = node as Partial<ts.FunctionLikeDeclaration>;
  return typescript().isFunctionLike(node) && body !== undefined && typescript().isBlock(body);
}
