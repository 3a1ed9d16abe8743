import { isLimited, planTidying, retentionOf, tidy } from "../../agents/housekeeping/tidy.ts";
import { PluginCreationError } from "../../shared/errors.ts";
import { tidiedLines } from "../tidied-text.ts";
import type { tidyApi } from "./api/tidy.ts";
import type { Answers } from "./studio.ts";

export const tidying: Answers<typeof tidyApi> = {
  plan(keep, { service: { team } }) {
    const retention = retentionOf(keep);
    const plan = planTidying(team.config.dataDir, retention, team.jobs);
    return { remove: plan.remove, text: tidiedLines(plan, retention, "would go").join(" ") };
  },
  async tidy(keep, { service: { team } }) {
    const retention = retentionOf(keep);
    if (!isLimited(retention)) throw new PluginCreationError("Nothing says how much to keep.");
    const plan = await tidy(team.config.dataDir, retention, team.jobs);
    team.news.emit("jobs");
    return { remove: plan.remove, text: tidiedLines(plan, retention, "went").join(" ") };
  },
};
