import fs from "node:fs";
import path from "node:path";
import type ts from "typescript";
import { parse, typescript } from "./typescript.ts";

/** A statement that declares a name, and the file that it stands in. */
export interface Declaration {
  source: ts.SourceFile;
  statement: ts.Statement;
}

/** What a file exports: name to the declarations behind it, of which there are several when they are merged. */
export type Exports = ReadonlyMap<string, readonly Declaration[]>;

/** The declaration files of a package, read by parsing alone: `export *` is followed, types are not resolved. */
export class DeclarationFiles {
  readonly #sources = new Map<string, ts.SourceFile>();
  readonly #exports = new Map<string, Map<string, Declaration[]>>();

  /** Every name that can be imported from a file. */
  exportsOf(file: string): Exports {
    const known = this.#exports.get(file);
    if (known) return known;
    const found = new Map<string, Declaration[]>();
    this.#exports.set(file, found); // before it is full: files may export each other
    const source = this.#source(file);
    const add = (name: string, declarations: readonly Declaration[]): void => {
      found.set(name, [...(found.get(name) ?? []), ...declarations]);
    };
    const stars: string[] = [];
    for (const statement of source.statements) {
      if (!typescript().isExportDeclaration(statement)) {
        for (const name of exportedNames(statement)) add(name, [{ source, statement }]);
        continue;
      }
      const from = resolve(file, statement.moduleSpecifier);
      const { exportClause } = statement;
      if (!exportClause) {
        if (from) stars.push(from);
      } else if (typescript().isNamespaceExport(exportClause)) {
        add(exportClause.name.text, [{ source, statement }]);
      } else {
        for (const { name, propertyName = name } of exportClause.elements) {
          const inner = from
            ? this.exportsOf(from).get(propertyName.text)
            : this.declarationsIn(source, propertyName.text);
          add(name.text, inner?.length ? inner : [{ source, statement }]);
        }
      }
    }
    for (const star of stars) {
      for (const [name, declarations] of this.exportsOf(star)) {
        // What a file says itself stands above what it passes on, and a default is never passed on.
        if (name !== "default" && !found.has(name)) found.set(name, [...declarations]);
      }
    }
    return found;
  }

  /** What declares a name in a file, exported or not. */
  declarationsIn(source: ts.SourceFile, name: string): Declaration[] {
    return source.statements
      .filter((statement) => declaredNames(statement).includes(name))
      .map((statement) => ({ source, statement }));
  }

  #source(file: string): ts.SourceFile {
    const known = this.#sources.get(file) ?? parse(file, fs.readFileSync(file, "utf8"));
    this.#sources.set(file, known);
    return known;
  }
}

/** The names that a statement declares. */
export function declaredNames(statement: ts.Statement): string[] {
  const { isIdentifier, isVariableStatement } = typescript();
  if (isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) =>
      isIdentifier(name) ? [name.text] : [],
    );
  }
  const { name } = statement as Partial<ts.DeclarationStatement>;
  return name ? [name.text] : [];
}

/** The names under which a statement itself exports what it declares. */
export function exportedNames(statement: ts.Statement): string[] {
  const { SyntaxKind, canHaveModifiers, getModifiers, isExportAssignment } = typescript();
  if (isExportAssignment(statement)) return ["default"];
  const modifiers = canHaveModifiers(statement) ? (getModifiers(statement) ?? []) : [];
  const has = (kind: ts.SyntaxKind): boolean => modifiers.some((each) => each.kind === kind);
  if (!has(SyntaxKind.ExportKeyword)) return [];
  return has(SyntaxKind.DefaultKeyword) ? ["default"] : declaredNames(statement);
}

/** The declaration file behind `./types`; `undefined` for another package. */
function resolve(from: string, specifier: ts.Expression | undefined): string | undefined {
  if (!specifier || !typescript().isStringLiteral(specifier)) return undefined;
  if (!specifier.text.startsWith(".")) return undefined;
  const base = path.resolve(path.dirname(from), specifier.text.replace(/\.[cm]?js$/, ""));
  return [`${base}.d.ts`, path.join(base, "index.d.ts")].find((file) => fs.existsSync(file));
}
