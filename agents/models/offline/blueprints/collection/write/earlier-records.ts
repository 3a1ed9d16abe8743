import { doc, key, quote } from "../../../code/text.ts";
import type { Collection } from "../model.ts";

/**
 * The store of records that an earlier version of the plugin kept before they had a status: whoever reads them finds the
 * one that new records have.
 */
export function storeOfEarlier({ type, variable, statusField, statuses }: Collection): string {
  const initial = quote(statuses[0] ?? "");
  return `${doc(`What the version before has kept has no ${statusField}: it is ${statuses[0] ?? ""}.`)}
const withStatus = (${variable}: ${type}): ${type} =>
  Object.assign({ ${key(statusField)}: ${initial} as const }, ${variable});

class ${type}Store extends Store<${type}> {
  override async all(runtime: IAgentRuntime): Promise<${type}[]> {
    return (await super.all(runtime)).map(withStatus);
  }

  override change<Result>(
    runtime: IAgentRuntime,
    work: (draft: Draft<${type}>) => Result,
  ): Promise<Result> {
    return super.change(runtime, (draft) => {
      draft.items = draft.items.map(withStatus);
      return work(draft);
    });
  }
}`;
}
