import type { RenderOptions, Rendering, SourceFile } from "../../blueprint.ts";
import { actionWiring } from "../../code/action.ts";
import { providerWiring, serviceWiring } from "../../code/context.ts";
import type { Collection, Context } from "./model.ts";
import { collectionReadme } from "./readme.ts";
import { recordServiceTests } from "./check/service.ts";
import { testFile } from "./check/tests.ts";
import { collectionAction } from "./write/action.ts";
import { bodyOf } from "./write/body.ts";
import { providerFile } from "./write/provider.ts";
import { recordFile } from "./write/record.ts";
import { recordServiceFile } from "./write/service.ts";
import { storeFile } from "./write/store.ts";
import { writingFor } from "./write/writing.ts";

/** All files of the kinds of records a plugin keeps. */
export function renderCollection(
  collections: Collection[],
  contexts: Context[],
  options: RenderOptions,
): Rendering {
  const source: SourceFile[] = [storeFile];
  const tests: SourceFile[] = [];
  const readme: string[] = [];
  for (const collection of collections) {
    const writing = writingFor(collection, options);
    const own = contexts.filter((each) => each.collection === collection);
    tests.push(...testFile(writing, own, contexts));
    readme.push(collectionReadme(writing, own));
    source.push(recordFile(writing));
    for (const operation of collection.operations) {
      source.push(collectionAction(operation, bodyOf(operation, writing), writing));
    }
    for (const part of collection.services) {
      source.push(recordServiceFile(part, writing));
      tests.push(recordServiceTests(part, writing));
    }
  }
  const providers = [...new Set(contexts.map(({ provider }) => provider))];
  for (const provider of providers) {
    const parts = contexts
      .filter((context) => context.provider === provider)
      .map((context) => ({ context, writing: writingFor(context.collection, options) }));
    source.push(providerFile(provider, parts));
  }
  const services = collections.flatMap((each) => each.services.map(({ service }) => service.name));
  const actions = collections.flatMap(({ operations }) =>
    operations.map(({ action }) => action.name),
  );
  return {
    source,
    wiring: [
      ...actions.map(actionWiring),
      ...providers.map(({ name }) => providerWiring(name)),
      ...services.map(serviceWiring),
    ],
    tests,
    readme: readme.join("\n\n"),
  };
}
