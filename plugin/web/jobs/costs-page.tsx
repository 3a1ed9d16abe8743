import { useEffect, useState } from "react";
import { costsApi, type DayCost } from "../../studio/api/costs.ts";
import { tokensText, usdText } from "../../../shared/spending.ts";
import { ask, reasonOf } from "../api.ts";
import { Loading } from "../parts/loading.tsx";
import { Notice } from "../parts/notice.tsx";
import { useStudio } from "../store.ts";
import { BackToJobs } from "./back-to-jobs.tsx";
import { CostChart } from "./cost-chart.tsx";
import { sumOf } from "./costs.ts";

/** What models cost over time, drawn and as a table. */
export function CostsPage() {
  const [days, setDays] = useState<DayCost[]>();
  const [trouble, setTrouble] = useState<string>();
  useEffect(() => {
    ask(costsApi.costs, {})
      .then(setDays)
      .catch((error: unknown) => setTrouble(reasonOf(error)));
  }, []);
  return (
    <div className="area">
      <BackToJobs />
      <h1>Costs</h1>
      {trouble && <Notice kind="error">{trouble}</Notice>}
      {!days && !trouble && <Loading what="costs" />}
      {days && <Costs days={days} />}
    </div>
  );
}

function Costs({ days }: { days: DayCost[] }) {
  const model = useStudio((studio) => studio.about?.model);
  const { usd, tokens, calls, hasUnknown } = sumOf(days);
  if (calls === 0) {
    return (
      <p>
        Nothing was spent: no language model was paid in any job here.
        {model === "offline" && " The offline model that is at work costs nothing."}
      </p>
    );
  }
  return (
    <>
      <p>
        {usdText(usd)} and {tokensText(tokens)} tokens in {calls.toLocaleString()} calls to models.
        {hasUnknown && " The price of some calls is not known; they are not in the dollars."}
      </p>
      <CostChart days={days} />
      <table className="costs">
        <caption className="unseen">Costs by day, newest first</caption>
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col">Cost</th>
            <th scope="col">Tokens</th>
            <th scope="col">Calls</th>
          </tr>
        </thead>
        <tbody>
          {days
            .filter((day) => day.calls > 0)
            .reverse()
            .map((day) => (
              <tr key={day.day}>
                <th scope="row">{day.day}</th>
                <td>
                  {day.usd === null ? "unknown" : `${day.estimated ? "~" : ""}${usdText(day.usd)}`}
                </td>
                <td>{tokensText(day.tokens)}</td>
                <td>{day.calls}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </>
  );
}
