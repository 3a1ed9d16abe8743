import type { RunChecks } from "../../agents/tester/checks.ts";

export declare const cheapGates: RunChecks;
