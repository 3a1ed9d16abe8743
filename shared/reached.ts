import diagnostics from "node:diagnostics_channel";

/** What is told of a point that work came past. */
export interface Reached {
  point: string;
  jobId: string | undefined;
}

const channel = diagnostics.channel("plugin-dynamic:reached");

/**
 * Tells that work came past a point between two things which belong together. Nobody listens in production; tests end the
 * process there, to see that nothing is lost and nothing done twice.
 */
export function reached(point: string, jobId?: string): void {
  if (channel.hasSubscribers) channel.publish({ point, jobId } satisfies Reached);
}
