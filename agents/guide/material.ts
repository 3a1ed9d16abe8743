import type { Criterion } from "../../shared/criteria.ts";
import type { Files } from "../../shared/files.ts";
import type { Finding } from "../../shared/results.ts";
import type { PluginSpecification } from "../../shared/specification.ts";
import { serviceType } from "../models/offline/code/context.ts";
import { criterionLine } from "../criteria.ts";
import { fenced } from "./fence.ts";
import { signaturesOf } from "./signatures.ts";

/** The specification, and under which type its services are found. */
export function specificationText(specification: PluginSpecification): string {
  const types = specification.services.map(({ name }) => `${name}: "${serviceType(name)}"`);
  return [
    fenced("specification", JSON.stringify(specification, null, 2)),
    ...(types.length > 0 ? [fenced("service types", `serviceType of ${types.join(", ")}.`)] : []),
  ].join("\n");
}

/** What the plugin has to show, with the ids that tests carry. */
export const criteriaText = (criteria: Criterion[] = []): string[] =>
  criteria.length === 0
    ? []
    : [fenced("acceptance criteria", criteria.map(criterionLine).join("\n"))];

/** In which language people are spoken to; a model read it out of the wish, so that it is material like the rest. */
export const languageText = (language: string | undefined): string[] =>
  language === undefined ? [] : [fenced("language of all texts for people", language)];

export interface FilesTextOptions {
  /** Puts line numbers in front, for readers that have to cite them. */
  numbered?: boolean;
  /** Files that stay whole when only the signatures of all others are shown. */
  whole?: Set<string> | undefined;
}

/** Files with their paths, each behind a fence of its own: no content can pass for another file. */
export const filesText = (files: Files, { numbered, whole }: FilesTextOptions = {}): string[] =>
  Object.entries(files)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([file, content]) => {
      if (whole && !whole.has(file) && file.endsWith(".ts")) {
        return fenced(`signatures of ${file}`, signaturesOf(file, content));
      }
      return fenced(`file ${file}`, numbered ? withNumbers(content) : content);
    });

/** The files that findings speak of. */
export const filesOf = (findings: Finding[]): Set<string> =>
  new Set(findings.flatMap(({ file }) => (file ? [file] : [])));

const withNumbers = (content: string): string =>
  content
    .replace(/\n$/, "")
    .split("\n")
    .map((line, index) => `${index + 1}| ${line}`)
    .join("\n");

/** The parts of a message, with air between them. */
export const message = (...parts: string[]): string => parts.join("\n\n");
