import v8 from "node:v8";

/** What PGlite starts Postgres with. It is part of the program; there is no option for it. */
const THEIRS = "shared_buffers=128MB\0";
const OURS = "shared_buffers=8MB".padEnd(THEIRS.length, "\0");

/**
 * Makes the Postgres of PGlite as light as an agent's few rows allow. To be called in a process of our own before it opens a
 * database.
 *
 * V8 compiles WebAssembly with its fast compiler alone: optimising a whole Postgres costs more than all queries of an agent.
 * And Postgres takes 8 MB of buffers instead of 128, which it fills with zeros at every start. Where a later PGlite says that
 * differently, nothing is changed.
 */
export function makePostgresLight(): void {
  v8.setFlagsFromString("--liftoff-only");
  const { instantiate } = wasm;
  wasm.instantiate = (source, ...rest) => {
    const at = Buffer.isBuffer(source) ? source.indexOf(THEIRS) : -1;
    if (Buffer.isBuffer(source) && at >= 0) {
      source.write(OURS, at);
      wasm.instantiate = instantiate;
    }
    return instantiate(source, ...rest);
  };
}

/** `WebAssembly`, which Node's types do not tell of. */
const { WebAssembly: wasm } = globalThis as unknown as {
  WebAssembly: { instantiate: (source: unknown, ...rest: unknown[]) => Promise<unknown> };
};
