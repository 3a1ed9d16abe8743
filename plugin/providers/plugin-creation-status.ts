import type { Provider } from "@elizaos/core";
import { phaseOf, progressOf } from "../../shared/phase.ts";
import { spendingFacts } from "../../shared/spending.ts";
import { PluginCreationService } from "../services/plugin-creation-service.ts";
import { statusText } from "../status-text.ts";

const SHOWN = 3;

/** The current status of active plugin creation jobs, newest first; the last finished one when none is active. */
export const pluginCreationStatus: Provider = {
  name: "plugin_creation_status",
  description: "The current status of active plugin creation jobs",
  get(runtime) {
    const service = runtime.getService<PluginCreationService>(PluginCreationService.serviceType);
    if (!service) return Promise.resolve({ text: "Plugin creation service not available" });
    const active = service.active();
    const shown = active.length > 0 ? active.slice(0, SHOWN) : service.jobs().slice(0, 1);
    const jobs = shown.map((job) => ({
      id: job.id,
      plugin: job.plan?.specification.name,
      status: job.status,
      place: service.placeOf(job.id),
      phase: phaseOf(job),
      progress: progressOf(job),
      iteration: job.iterations.length,
      waiting: job.waiting?.reason,
      spent: spendingFacts(job),
    }));
    const texts = shown.map((job) => `Job ${job.id}\n${statusText(job, service.placeOf(job.id))}`);
    return Promise.resolve({
      text: texts.length > 0 ? texts.join("\n\n") : "No active plugin creation jobs",
      values: { activePluginJobs: active.length },
      data: { jobs },
    });
  },
};
