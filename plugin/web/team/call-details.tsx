import { useEffect, useState } from "react";
import { callsApi, type Part, type WholeCall } from "../../studio/api/calls.ts";
import { ask, reasonOf } from "../api.ts";
import { AgentName } from "../parts/agent-name.tsx";
import { Loading } from "../parts/loading.tsx";
import { LongText } from "../parts/long-text.tsx";
import { Notice } from "../parts/notice.tsx";
import type { Shown } from "./details.tsx";
import { durationText } from "./numbers.ts";
import { Parts } from "./parts.tsx";

/** A call to a model: everything that was sent, and everything that came back. */
export function CallDetails({ job, callKey, events, onPick }: Shown & { callKey: string }) {
  const [call, setCall] = useState<WholeCall>();
  const [trouble, setTrouble] = useState<string>();
  useEffect(() => {
    const ending = new AbortController();
    ask(callsApi.one, { id: job.id, key: callKey }, ending.signal).then(
      setCall,
      (error: unknown) => {
        if (!ending.signal.aborted) setTrouble(reasonOf(error));
      },
    );
    return () => ending.abort();
  }, [job.id, callKey]);
  const event = events.find((each) => each.type === "model:called" && each.key === callKey);
  if (trouble) return <Notice kind="warning">{trouble}</Notice>;
  if (!call) return <Loading what={`call ${callKey}`} />;
  const { agent, model, durationMs, ended, failed, settings, system, tools, messages } = call;
  return (
    <>
      <p className="row">
        <AgentName agent={agent} />
        <code>{callKey}</code>
        <span className="soft">
          {[model, durationMs === null ? "" : durationText(durationMs)].filter(Boolean).join(", ")}
        </span>
        {!failed && <span className="badge">{ended}</span>}
      </p>
      {event && (
        <button type="button" onClick={() => onPick({ kind: "event", id: event.id })}>
          Its tokens and cost
        </button>
      )}
      <h3>Answer</h3>
      <Parts parts={call.answer} />
      {system.length > 0 && <h3>System prompt</h3>}
      <Parts parts={system.map((text): Part => ({ kind: "text", title: "", text }))} />
      <h3>Messages</h3>
      {messages.map(({ role, parts }, index) => (
        <section key={index} className={`sent ${role}`} aria-label={`Message ${index + 1}`}>
          <h4>{role}</h4>
          <Parts parts={parts} />
        </section>
      ))}
      {tools.length > 0 && <h3>Tools</h3>}
      {tools.map(({ name, description, schema }) => (
        <details key={name}>
          <summary>
            <code>{name}</code>
          </summary>
          <LongText text={description} />
          <LongText mono text={schema} />
        </details>
      ))}
      {settings.length > 0 && <h3>Settings</h3>}
      {settings.map(({ name, value }) => (
        <details key={name} open={value.length < 80}>
          <summary>{name}</summary>
          <LongText mono text={value} />
        </details>
      ))}
    </>
  );
}
