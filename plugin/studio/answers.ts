import { studio } from "./about.ts";
import { comparisonApi } from "./api/comparison.ts";
import { costsApi } from "./api/costs.ts";
import { callsApi } from "./api/calls.ts";
import type { Endpoint } from "./api/endpoint.ts";
import { healthApi } from "./api/health.ts";
import { jobsApi } from "./api/jobs.ts";
import { studioApi } from "./api/studio.ts";
import { tidyApi } from "./api/tidy.ts";
import { comparison } from "./comparison.ts";
import { costs } from "./costs.ts";
import { calls } from "./calls.ts";
import { health } from "./health.ts";
import { charactersApi } from "./api/characters.ts";
import { historyApi } from "./api/history.ts";
import { characters } from "./characters.ts";
import { history } from "./history.ts";
import { jobs } from "./jobs.ts";
import type { Answers, Studio } from "./studio.ts";
import { tidying } from "./tidy.ts";

/** An endpoint with what answers it. */
export interface Answered {
  endpoint: Endpoint;
  answer: (input: unknown, studio: Studio) => unknown;
}

/** Everything that the page can ask. */
export const answered: Answered[] = [
  ...part(studioApi, studio),
  ...part(jobsApi, jobs),
  ...part(tidyApi, tidying),
  ...part(comparisonApi, comparison),
  ...part(costsApi, costs),
  ...part(callsApi, calls),
  ...part(healthApi, health),
  ...part(historyApi, history),
  ...part(charactersApi, characters),
];

function part<Api extends Record<string, Endpoint>>(api: Api, answers: Answers<Api>): Answered[] {
  return Object.entries(api).map(([name, endpoint]) => ({
    endpoint,
    // The input was read by this endpoint's own schema.
    answer: answers[name as keyof Api] as Answered["answer"],
  }));
}
