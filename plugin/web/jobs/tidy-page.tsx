import { useDeferredValue, useId, useState } from "react";
import { megabytesText } from "../../../shared/retention.ts";
import { tidyApi } from "../../studio/api/tidy.ts";
import { ask } from "../api.ts";
import { Loading } from "../parts/loading.tsx";
import { Notice } from "../parts/notice.tsx";
import { useAnswer } from "../parts/use-answer.ts";
import { When } from "../parts/when.tsx";
import { linkTo } from "../place.ts";
import { useStudio } from "../store.ts";
import { BackToJobs } from "./back-to-jobs.tsx";
import { Confirm } from "./confirm.tsx";
import { Outcome } from "./outcome.tsx";
import { useAct } from "./use-act.ts";

/** Removes old jobs, by age and by size, after it has shown which. */
export function TidyPage() {
  const [days, setDays] = useState("");
  const [megabytes, setMegabytes] = useState("");
  const keep = {
    days: wholeNumber(useDeferredValue(days)),
    megabytes: wholeNumber(useDeferredValue(megabytes)),
  };
  const jobs = useStudio((studio) => studio.jobs);
  const { data, trouble, isLoading } = useAnswer(
    tidyApi.plan,
    keep,
    Object.keys(jobs ?? {}).length,
  );
  const { busy, came, trouble: refused, act } = useAct();
  const isLimited = keep.days !== undefined || keep.megabytes !== undefined;
  const going = data?.remove ?? [];
  return (
    <div className="area tidy">
      <BackToJobs />
      <h1>Tidy up</h1>
      <p className="soft">
        Removes jobs that are over, the oldest first, with their journals, reports and branches.
        What they released stays, and so does the newest job of each released plugin.
      </p>
      <div className="row">
        <WholeNumber label="Keep jobs of the last days" value={days} onChange={setDays} />
        <WholeNumber label="Keep at most megabytes" value={megabytes} onChange={setMegabytes} />
      </div>
      {trouble && <Notice kind="error">{trouble}</Notice>}
      {isLimited && isLoading && <Loading what="what would go" />}
      {isLimited && data && <p role="status">{data.text}</p>}
      {going.length > 0 && (
        <>
          <ul className="going">
            {going.map(({ id, updatedAt, bytes }) => (
              <li key={id}>
                <a href={linkTo("jobs", id)}>{id}</a> {jobs?.[id]?.plugin ?? ""}{" "}
                <span className="soft">
                  <When at={updatedAt} />, {megabytesText(bytes)}
                </span>
              </li>
            ))}
          </ul>
          <div className="row">
            <Confirm
              title={`Remove ${going.length} job${going.length === 1 ? "" : "s"}?`}
              text="They are removed for good. What they released stays."
              yes="Remove them"
              onYes={() => void act(() => ask(tidyApi.tidy, keep))}
            >
              <button type="button" className="danger" disabled={busy}>
                {busy ? "Removing…" : "Remove…"}
              </button>
            </Confirm>
          </div>
        </>
      )}
      <Outcome came={came} trouble={refused} />
    </div>
  );
}

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

function WholeNumber({ label, value, onChange }: Props) {
  const id = useId();
  return (
    <span className="whole-number">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="number"
        min={1}
        step={1}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </span>
  );
}

/** Nothing where there is no number from 1 on. */
const wholeNumber = (text: string): number | undefined =>
  /^[1-9]\d{0,8}$/.test(text.trim()) ? Number(text) : undefined;
