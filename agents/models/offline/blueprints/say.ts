import type { PluginSpecification } from "../../../../shared/specification.ts";
import type { Blueprint, Component, Rendering, RenderOptions } from "../blueprint.ts";
import { actionWiring } from "../code/action.ts";
import { sampleCall } from "../code/samples.ts";
import { requiredSettings, settingsFile } from "../code/settings.ts";
import { functionFiles, sayActionFile } from "./say/action-source.ts";
import { isAboutSayings, sayAction, type SayAction } from "./say/claims.ts";
import { saidFile, saidProvider } from "./say/said-source.ts";
import { sayTests } from "./say/test-source.ts";

/** Greetings, fixed sentences, echoes, small work on texts and numbers, and chance: all that needs only parameters. */
export const say: Blueprint = {
  name: "say",
  matches(specification, open) {
    const claimed = open.flatMap((component) =>
      component.kind === "action" && sayAction(component.specification, specification)
        ? [{ component, action: component.specification }]
        : [],
    );
    if (claimed.length === 0) return undefined;
    const alone = claimed.length === specification.actions.length;
    const providers = open.flatMap((each) =>
      alone && each.kind === "provider" && isAboutSayings(each.specification) ? [each] : [],
    );
    const components: Component[] = [...claimed.map(({ component }) => component), ...providers];
    return {
      components,
      render: (options) =>
        render(
          specification,
          {
            actions: claimed.flatMap(
              ({ action }) => sayAction(action, specification, options.language) ?? [],
            ),
            providers: providers.map((each) => each.specification),
          },
          options,
        ),
    };
  },
};

interface Parts {
  actions: SayAction[];
  providers: PluginSpecification["providers"];
}

function render(
  specification: PluginSpecification,
  { actions, providers }: Parts,
  options: RenderOptions,
): Rendering {
  const keeps = providers.length > 0;
  const shown = providers.map(saidProvider);
  const sayings = actions.flatMap((each) => (each.kind === "saying" ? [each.saying] : []));
  return {
    source: [
      ...(requiredSettings(specification).length > 0 ? [settingsFile] : []),
      ...functionFiles(sayings),
      ...(keeps ? [saidFile(specification.name)] : []),
      ...actions.map((each) => sayActionFile(each, { specification, keeps }, options)),
      ...shown.map(({ file }) => file),
    ],
    wiring: [
      ...actions.map(({ action }) => actionWiring(action.name)),
      ...shown.map(({ wiring }) => wiring),
    ],
    tests: [sayTests(specification, actions, providers)],
    readme: readme(actions),
  };
}

function readme(actions: SayAction[]): string {
  const calls = actions.map((each) => {
    const { action } = each;
    if (each.kind === "echo")
      return `- \`${action.name} ${JSON.stringify(sampleCall(action))}\` answers with the same under \`data\`.`;
    const [example] = each.saying.examples ?? [];
    const given = example?.given ?? each.saying.holds?.given ?? {};
    const named = Object.entries(given).flatMap(([role, value]) =>
      each.roles[role] === undefined ? [] : [[each.roles[role], value]],
    );
    const answer = example
      ? `\`${String(example.result)}\``
      : each.saying.file === "chance"
        ? "something chosen at random"
        : "the result";
    return `- \`${action.name} ${JSON.stringify(Object.fromEntries(named))}\` answers ${answer}.`;
  });
  return `## Answers

${calls.join("\n")}

The result is in \`data.result\` as well as in the words. Nothing leaves the machine.
`;
}
