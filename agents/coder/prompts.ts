import type { Character } from "@elizaos/core";
import { earlierFindings, findingsPacket } from "../findings-packet.ts";
import { fenced } from "../guide/fence.ts";
import {
  criteriaText,
  filesOf,
  filesText,
  languageText,
  message,
  specificationText,
} from "../guide/material.ts";
import { pluginGuide } from "../guide/plugin-guide.ts";
import { roleBlock } from "../guide/role.ts";
import type { Input, Prompt } from "../models/model.ts";

/** Asks for the whole plugin, or for what is wrong with it to be mended. */
export function codePrompt(
  input: Input<"code">,
  character: Character,
  { compact = false } = {},
): Prompt {
  const { specification, criteria, language } = input;
  const fresh = Object.keys(input.files).length === 0;
  return {
    system: [pluginGuide(), roleBlock("coder", character, DUTIES)],
    user: message(
      fresh
        ? "Write this plugin."
        : input.wish === undefined
          ? "Mend what the findings name. The files are as they stand now."
          : NEXT_VERSION,
      specificationText(specification),
      ...criteriaText(criteria),
      ...languageText(language),
      ...(fresh ? [] : toMend(input, compact)),
    ),
  };
}

function toMend(input: Input<"code">, compact: boolean): string[] {
  const { findings, history, files, ledger = [], manner, unchanged, wish } = input;
  if (wish !== undefined) {
    return [
      ...filesText(files),
      fenced("what is to be different", wish),
      ...(unchanged ? ["Your answer before this one changed nothing that matters."] : []),
    ];
  }
  const earlier = earlierFindings({ findings, history });
  const whole = compact ? filesOf(findings) : undefined;
  return [
    ...filesText(files, { whole }),
    fenced("findings, causes first", findingsPacket(input, { compact })),
    ...(earlier.length > 0 && !compact
      ? [fenced("findings of earlier rounds that must stay mended", earlier.join("\n"))]
      : []),
    ...(ledger.length > 0 ? [fenced("what was tried before", ledger.join("\n"))] : []),
    ...(manner ? [MANNERS[manner]] : []),
    ...(unchanged ? [UNCHANGED] : []),
  ];
}

const NEXT_VERSION =
  "This plugin is released, and its files are as they stand. Make the next version of it, as the specification below describes it; what the released version does stays as it is where the specification does not say otherwise, and its tests still have to be green.";

const MANNERS: Record<NonNullable<Input<"code">["manner"]>, string> = {
  other:
    "What was tried before led no farther. Say to yourself why, then take another approach than those.",
  minimal: "Make the smallest change that can mend the first finding, and no other.",
  thorough:
    "Write the file in which the trouble lies anew, from its specification; do not patch what is there.",
};

const UNCHANGED =
  "Your answer before this one changed nothing that matters, and the findings stand. Change the code that they name.";

const DUTIES = `Write the plugin that the specification describes, completely: no stubs, no sample data, nothing left for later, nothing that was not asked for.

- You write src/**.ts, without src/__tests__, and README.md: what the plugin does, how to install it, every action with its parameters, every variable.
- Tests were written from the same specification by somebody else. Do what the specification says, and what the texts of results are about: they contain the values that matter.

When findings come back:
- Find the cause; the smallest change that mends it is the right one. Everything else stays as it is.
- Never touch tests, and never write code for the sake of one test.
- Make all edits in one turn, in parallel: every file is in front of you. What is only shown as signatures needs no change.
- Mended things stay mended.

Write every file, then answer with one line: the subject of a commit, at most 70 characters, such as "Add four todo actions over one store".`;
