import { useEffect, useState } from "react";
import { healthApi, type Setting } from "../../studio/api/health.ts";
import type { OutputOf } from "../../studio/api/endpoint.ts";
import { ask, reasonOf } from "../api.ts";
import { Loading } from "../parts/loading.tsx";
import { Notice } from "../parts/notice.tsx";
import { useStudio } from "../store.ts";
import { Health } from "./health.tsx";
import "./settings.css";

/** How the server is set, what it finds on its machine, and how either is changed. */
export default function Settings() {
  const version = useStudio((studio) => studio.about?.version);
  const connection = useStudio((studio) => studio.connection);
  const [groups, setGroups] = useState<OutputOf<typeof healthApi.settings>>();
  const [trouble, setTrouble] = useState<string>();
  useEffect(() => {
    if (connection !== "live") return undefined;
    const ending = new AbortController();
    ask(healthApi.settings, {}, ending.signal).then(
      (all) => {
        setGroups(all);
        setTrouble(undefined);
      },
      (error: unknown) => {
        if (!ending.signal.aborted) setTrouble(reasonOf(error));
      },
    );
    return () => ending.abort();
  }, [connection]);
  return (
    <div className="area settings">
      <h1>Settings and health</h1>
      <Health />
      <p className="soft">
        Settings are read from the environment when the server starts: set a variable, or write it
        into the environment file of your agent, and start it again.
        {version && ` This is plugin-dynamic ${version}.`}
      </p>
      {trouble && <Notice kind="error">{trouble}</Notice>}
      {!groups && !trouble && <Loading what="the settings" />}
      {groups?.map(({ title, settings }) => (
        <section key={title} className="card" aria-label={title}>
          <h2>{title}</h2>
          <dl className="setting-list">
            {settings.map((setting) => (
              <Row key={setting.name} {...setting} />
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}

function Row({ name, value, meaning, variables }: Setting) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <strong>{value}</strong>
        {meaning && <p className="soft">{meaning}</p>}
      </dd>
      <dd className="variables" aria-label="Variables">
        {variables.map((each) => (
          <code key={each}>{each}</code>
        ))}
      </dd>
    </div>
  );
}
