import type { Steps } from "../steps.ts";
import type { VerbContext } from "../verb.ts";
import type { DeployTarget, Target } from "./target.ts";

/** The target of a verb that runs the engine, with everything in place for it. */
export async function prepareTarget(context: VerbContext, verb: string, steps: Steps): Promise<DeployTarget> {
  if (!context.options.rehearsal) {
    const { prepareStaging } = await import("./prepare-staging.ts");
    return prepareStaging(context, verb, steps);
  }
  const { prepareRehearsal } = await import("./prepare-rehearsal.ts");
  return prepareRehearsal(context, steps);
}

/** The target of a verb that only looks. */
export async function reachTarget(context: VerbContext, verb: string, steps: Steps): Promise<Target> {
  if (!context.options.rehearsal) {
    const { reachStaging } = await import("./reach-staging.ts");
    return reachStaging(context, verb);
  }
  const { reachRehearsal } = await import("./reach-rehearsal.ts");
  return reachRehearsal(context, steps);
}
