import { SpecificationError } from "../../shared/errors.ts";
import { readSpecification } from "../../shared/read-specification.ts";
import type { PluginSpecification } from "../../shared/specification.ts";
import type { Turn } from "../agent.ts";
import type { Answer } from "../models/model.ts";
import { DependencyError, RegistryError } from "../packages/errors.ts";
import { resolveDependencies } from "../toolchain.ts";

/**
 * Throws a DependencyError when a specification names packages that cannot be used: before anything is written that
 * imports them, and while another plan can still do without.
 */
export async function assertPackages(
  { dependencies }: Pick<PluginSpecification, "dependencies">,
  { job, config, signal }: Turn,
): Promise<void> {
  const unwanted = job.declined.filter((name) => name in dependencies);
  if (unwanted.length > 0) {
    throw new DependencyError(
      unwanted.map((name) => `The person does not allow ${name}: do without it.`),
    );
  }
  await resolveDependencies(config.dataDir, dependencies, signal, {
    minAgeDays: config.packageMinAgeDays,
  });
}

/** What speaks against a plan, in words that another plan can heed; nothing when it can be used. */
export async function objectionTo(plan: Answer<"plan">, turn: Turn): Promise<string | undefined> {
  if (plan.kind !== "specification") return undefined;
  try {
    await assertPackages(readSpecification(plan.specification).specification, turn);
    return undefined;
  } catch (error) {
    // With the registry away no plan is better than another.
    const mendable =
      error instanceof SpecificationError ||
      (error instanceof DependencyError && !(error instanceof RegistryError));
    if (mendable) return error.message;
    throw error;
  }
}
