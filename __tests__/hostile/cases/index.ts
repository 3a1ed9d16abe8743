import type { HostileCase } from "../hostile-case.ts";
import { folders } from "./folders.ts";
import { forgeries } from "./forgeries.ts";
import { hangs } from "./hangs.ts";
import { loads } from "./loads.ts";
import { network } from "./network.ts";
import { packages } from "./packages.ts";
import { processes } from "./processes.ts";
import { deputies, reads } from "./reads.ts";
import { resources } from "./resources.ts";
import { texts } from "./texts.ts";
import { writes } from "./writes.ts";

/** Everything that a hostile plugin is known to try. */
export const hostileCases: HostileCase[] = [
  ...reads,
  ...deputies,
  ...writes,
  ...network,
  ...processes,
  ...resources,
  ...hangs,
  ...forgeries,
  ...loads,
  ...texts,
  ...folders,
  ...packages,
];
