import v8 from "node:v8";

/**
 * Has this process compile WebAssembly once, with V8's fast compiler alone. PGlite is a whole Postgres: optimising it while it
 * runs costs more than all queries of an agent. To be called in a process of our own before it opens a database.
 */
export const compileWebAssemblyOnce = (): void => v8.setFlagsFromString("--liftoff-only");
