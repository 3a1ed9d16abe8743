import util from "node:util";
import createDebug from "debug";
import { withoutSecrets } from "./redact.ts";

/** Debug output of one part of the product, without secrets, shown by `DEBUG=elizaos:plugin-dynamic:*`. */
export function debug(part: string): createDebug.Debugger {
  const log = createDebug(`elizaos:plugin-dynamic:${part}`);
  log.log = (...words: unknown[]): void => {
    createDebug.log(withoutSecrets(util.format(...words)));
  };
  return log;
}

/** Tells whoever runs this process of trouble that nobody else hears of, without secrets. */
export const warn = (text: string): void => process.emitWarning(withoutSecrets(text));
