import { criteriaIn, type Criterion } from "../../../../shared/criteria.ts";
import type { PluginSpecification } from "../../../../shared/specification.ts";
import { testsIn, withoutTests, type TestCode } from "../../../test-code.ts";
import type { SourceFile } from "../blueprint.ts";
import { serviceType } from "../code/context.ts";

/** The criteria of one component: what it does, and how it refuses. */
export interface Wanted {
  does: string;
  refuses: string;
}

const REFUSAL =
  /\b(without|fails?|refus\w+|invalid|wrong|missing|unknown|bad|do(es)? not fit|no success)\b/i;

/** The ids to show of a component; of one that has only one criterion, that one. */
export function wantedOf(criteria: Criterion[], component: string): Wanted | undefined {
  const own = criteria.filter((each) => each.component === component);
  const [first] = own;
  if (!first) return undefined;
  const refuses = own.find(({ text }, index) => index > 0 && REFUSAL.test(text)) ?? first;
  const does = own.find((each) => each !== refuses) ?? first;
  return { does: does.id, refuses: refuses.id };
}

/** Tests with the ids of the criteria that they show at the start of their titles: those of what each test calls. */
export function labelled(
  files: SourceFile[],
  specification: PluginSpecification,
  criteria: Criterion[],
): SourceFile[] {
  const components = namesIn(specification);
  return files.map(({ path, content }) => {
    const helpers = helpersIn(content);
    const labels = testsIn(path, content).flatMap((test) => {
      const names = componentsOf(test, components, helpers);
      const isRefusal = refuses(test.body);
      const ids = names.flatMap((name) => {
        const wanted = wantedOf(criteria, name);
        return wanted ? [isRefusal ? wanted.refuses : wanted.does] : [];
      });
      const fresh = [...new Set(ids)].filter((id) => !criteriaIn(test.path.join(" ")).includes(id));
      return test.titleAt === undefined || fresh.length === 0
        ? []
        : [{ at: test.titleAt, text: `${fresh.map((id) => `[${id}]`).join(" ")} ` }];
    });
    return { path, content: inserted(content, labels) };
  });
}

/** Files with those tests alone that show what none of the others shows. */
export function addingTo(others: SourceFile[], files: SourceFile[]): SourceFile[] {
  const tests = others.flatMap(({ path, content }) => testsIn(path, content));
  const shown = new Set(tests.flatMap(idsOf));
  const known = new Set(others.map(({ path }) => path));
  const left = files.flatMap(({ path, content }) => {
    if (known.has(path)) return [];
    const rest = withoutTests(path, content, (test) => idsOf(test).every((id) => shown.has(id)));
    return rest === undefined ? [] : [{ path, content: rest }];
  });
  return left.some(({ path }) => path.endsWith(".test.ts")) ? left : [];
}

const idsOf = ({ path }: TestCode): string[] => criteriaIn(path.join(" "));

/** Names of components, and what tests call them by. */
function namesIn({
  actions,
  providers,
  evaluators,
  services,
}: PluginSpecification): Map<string, string> {
  const plain = [...actions, ...providers, ...evaluators].map(({ name }) => [name, name] as const);
  return new Map([
    ...services.map(({ name }) => [serviceType(name), name] as const),
    ...services.map(({ name }) => [name, name] as const),
    ...plain,
  ]);
}

/** What a test is about: the components its title names, else those it calls itself, else those its helpers call. */
function componentsOf(
  { path, body }: TestCode,
  components: Map<string, string>,
  helpers: Map<string, string>,
): string[] {
  const title = path.join(" ");
  const named = [...components].filter(([name]) => wordIn(title, name));
  const called = [...components].filter(([name]) => isQuoted(body, name));
  const used = [...helpers].filter(([name]) => new RegExp(`\\b${name}\\(`).test(body));
  const through = used.flatMap(([, source]) =>
    [...components].filter(([name]) => isQuoted(source, name)),
  );
  const found = [named, called, through].find((each) => each.length > 0) ?? [];
  return [...new Set(found.map(([, component]) => component))];
}

const wordIn = (text: string, name: string): boolean =>
  new RegExp(`(?<![\\w-])${name.replaceAll(/[^\w]/g, "\\$&")}(?![\\w-])`).test(text);

const isQuoted = (source: string, name: string): boolean =>
  [`"${name}"`, `'${name}'`].some((quoted) => source.includes(quoted));

/** A test of bad values: nothing in it is expected to succeed, and no server is to blame. */
const refuses = (body: string): boolean =>
  /success\)?[^;]*\.toBe\(false\)|success: false/.test(body) &&
  !/success\)?[^;]*\.toBe\(true\)|success: true|\bserver\.(answer|stop)\b/.test(body);

/** Functions of a file beside its tests, with their sources. */
function helpersIn(content: string): Map<string, string> {
  const found = content.matchAll(
    /^(?:async )?(?:function (\w+)|const (\w+) = (?:async )?\()[\s\S]*?(?=^\S|$(?![\s\S]))/gm,
  );
  return new Map([...found].map(([source, one = "", other = ""]) => [one || other, source]));
}

const inserted = (content: string, labels: { at: number; text: string }[]): string =>
  labels.reduceRight(
    (text, { at, text: label }) => text.slice(0, at) + label + text.slice(at),
    content,
  );
