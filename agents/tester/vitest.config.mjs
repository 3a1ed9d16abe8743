import template from "../template/vitest.config.mjs";

// Checks of several plugins share one node_modules; what vitest remembers goes to the job's own folder.
export default { ...template, cacheDir: process.env.PLUGIN_DYNAMIC_SCRATCH };
