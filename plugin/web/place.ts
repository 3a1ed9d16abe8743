import { useSyncExternalStore } from "react";

/** The areas of the page, in the order of the navigation. */
export const areas = ["chat", "team", "history", "characters", "jobs", "settings"] as const;
export type Area = (typeof areas)[number];

/** Where somebody is on the page: `#/team/abc123?event=…`. Behind the hash, so that it works in a panel as well. */
export interface Place {
  area: Area;
  /** What of the area is shown: a job, a plugin, an agent. */
  parts: string[];
  query: URLSearchParams;
}

function read(hash: string): Place {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?");
  const [area = "", ...parts] = path.split("/").map(decodeURIComponent);
  const known = areas.find((each) => each === area) ?? "chat";
  return { area: known, parts: parts.filter(Boolean), query: new URLSearchParams(query) };
}

export const linkTo = (area: Area, ...parts: string[]): string =>
  `#/${[area, ...parts].map(encodeURIComponent).join("/")}`;

export function go(link: string): void {
  location.hash = link.slice(1);
}

function subscribe(listener: () => void): () => void {
  addEventListener("hashchange", listener);
  return () => removeEventListener("hashchange", listener);
}

export const usePlace = (): Place => read(useSyncExternalStore(subscribe, () => location.hash));
