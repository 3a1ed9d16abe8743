import type { Character } from "@elizaos/core";
import { fenced } from "../guide/fence.ts";
import {
  criteriaText,
  filesText,
  languageText,
  message,
  specificationText,
} from "../guide/material.ts";
import { testsGuide } from "../guide/plugin-guide.ts";
import { roleBlock } from "../guide/role.ts";
import { findingsPacket } from "../findings-packet.ts";
import type { Input, Prompt } from "../models/model.ts";

/** Asks for acceptance tests from the specification alone. */
export const testsPrompt = (
  { specification, criteria, language, findings = [], files = {} }: Input<"tests">,
  character: Character,
  { compact = false } = {},
): Prompt => ({
  system: [testsGuide(), roleBlock("tester", character, DUTIES)],
  user: message(
    findings.length === 0
      ? "Write the acceptance tests of this plugin."
      : "Your tests do not compile, break a rule, prove nothing or leave a criterion open. Mend what the findings name and keep the rest.",
    specificationText(specification),
    ...criteriaText(criteria),
    ...languageText(language),
    ...filesText(files),
    ...(findings.length > 0
      ? [fenced("findings", findingsPacket({ findings, history: [], files }, { compact }))]
      : []),
  ),
});

/** Asks what is to become of tests that are held for wrong; the code that they failed on is not shown. */
export const judgePrompt = (
  { specification, tests }: Input<"judge">,
  character: Character,
): Prompt => ({
  system: [testsGuide(), roleBlock("tester", character, DUTIES)],
  user: message(
    JUDGING,
    specificationText(specification),
    ...tests.map(({ test, clause, reason, source, failure }) =>
      fenced(
        `test ${test}`,
        [
          source,
          `How it failed: ${failure}`,
          `What is held against it: ${reason} (${clause})`,
        ].join("\n\n"),
      ),
    ),
  ),
});

const JUDGING = `This time you write no file: judge these tests of yours. Somebody who cannot change your tests holds some of them for wrong. Judge by the specification alone: that a test is red says nothing against it, and nothing is owed to whoever wrote the code.

- keep: the specification asks for what the test asks for, or leaves it open and the test is fair.
- fix: the test asks for something else; \`source\` is the whole test as it should be, with the same title and ids.
- drop: nothing of it can be kept.
- fix and drop need \`quote\`: words of the specification, to the letter, that the test offends.

Answer with one JSON object and nothing else: {"verdicts":[{"test":"name as given","verdict":"keep"|"fix"|"drop","quote":"…","reason":"one sentence","source":"only for fix"}]}.`;

const DUTIES = `Write the acceptance tests from the specification alone. Somebody else writes the code: ask only for what the specification says.

- src/__tests__/*.test.ts, one file per component, named after it.
- Titles begin with the criterion's id: \`test("[AC-3] …"\`. Every criterion has a test; every test fails without a plugin.
- Every action: a good case with its visible effect (also in other actions and providers), each required parameter missing or of a wrong type → \`success: false\` with a text and no throw, and bounds and choices that the specification names.
- Providers: an object with text, values or data, and the keys of \`dataStructure\` in \`data\`. Services: start, their methods exist, stop. Evaluators: available for a trigger, not for other words.
- Never assert exact wording. Texts contain the values that matter; ignore case.
- \`data\` and \`values\` are unknown: use toMatchObject instead of reaching into them.
- No network but a server on 127.0.0.1 that the test starts and closes, given by a declared variable. No snapshots, no \`.only\`, \`.skip\` or \`.todo\`, no sleeps, no mocks of modules, nothing that depends on the day.

Write every file, then answer with one line: the subject of a commit, at most 70 characters.`;
