import createDebug from "debug";

/** Debug output of one part of the product, shown by `DEBUG=elizaos:plugin-dynamic:*`. */
export const debug = (part: string): createDebug.Debugger =>
  createDebug(`elizaos:plugin-dynamic:${part}`);
