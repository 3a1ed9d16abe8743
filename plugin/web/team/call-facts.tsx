import type { JobEvent } from "../../../shared/events.ts";
import { tokensText, usdText } from "../../../shared/spending.ts";
import { durationText } from "./numbers.ts";
import type { Pick } from "./picked.ts";

/** What a call to a model took, and the way to its prompt and answer. */
export function CallFacts({ call, onPick }: { call: JobEvent<"model:called">; onPick: Pick }) {
  const { usage, usd, failure } = call;
  const facts: [string, string][] = [
    ["For", `${call.purpose}, iteration ${call.iteration}`],
    ["Model", call.model],
    ["Read", `${tokensText(usage.input)} tokens, ${tokensText(usage.cacheRead)} more from cache`],
    ["Cached", `${tokensText(usage.cacheWrite5m + usage.cacheWrite1h)} tokens`],
    [
      "Written",
      `${tokensText(usage.output)} tokens, ${tokensText(usage.thinking)} of them thought`,
    ],
    ["Cost", usd === null ? "unknown: the model has no price" : usdText(usd)],
    ["Time", durationText(call.durationMs)],
    ["Key", call.key],
    ...(failure
      ? ([["Failure", `${failure.kind}: ${failure.message}`]] as [string, string][])
      : []),
    ...(failure?.retryInMs === undefined
      ? []
      : ([["Again", `after ${durationText(failure.retryInMs)}`]] as [string, string][])),
  ];
  return (
    <>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {usage.estimated && <p className="soft">The tokens are estimated: the call broke off.</p>}
      <button type="button" onClick={() => onPick({ kind: "call", key: call.key })}>
        Prompt and answer
      </button>
    </>
  );
}
