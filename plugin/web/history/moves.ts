import { useStudio } from "../store.ts";

/** A value that is another one whenever a job commits something, so that repositories are read again. */
export const useMoves = (): string =>
  useStudio(({ jobs }) =>
    Object.values(jobs ?? {})
      .map(({ id, iteration, commit, status }) => `${id}${iteration}${commit}${status}`)
      .join(),
  );
