import { Fault } from "../../faults/fault.ts";
import {
  armCanary,
  bindCanary,
  type CanaryRequest,
  disarmCanary,
} from "../../release/canary/begin-canary.ts";
import { type CanaryState, shareOf } from "../../traffic/canary-state.ts";
import { deploy } from "../deploy/deploy.ts";
import { readBack } from "../deploy/read-back.ts";
import { prepareTarget } from "../target/prepare-target.ts";
import type { DeployTarget } from "../target/target.ts";
import { type CanaryContext, canaryContext } from "./canary-context.ts";
import { settle } from "./settle.ts";
import { takeBack } from "./take-back.ts";

/**
 * Deploys as `stage up` does, with a mark on the service by which the new revision gets the first step's share.
 *
 * @returns the canary with the tools for the target as it is now; no state where there was nothing new to deploy.
 */
export async function begin({
  verb,
  steps,
}: CanaryContext): Promise<{ canary: CanaryContext; state?: CanaryState }> {
  const target = await prepareTarget(verb, "canary", steps);
  const canary = canaryContext(verb, target, steps);
  const request = requestOf(canary);
  const armed = await steps.run("Mark the service for a canary", () => armCanary(canary.tools, request));
  if (armed.revision !== undefined) return { canary, state: armed };
  const deployed = await deployMarked(canary, target, armed);
  const state = await steps.run("Begin the first step", () => bindCanary(canary.tools, armed, request));
  if (state) verb.output.note(`${state.revision} has ${shareOf(state)} % of the traffic`);
  try {
    await readBack(target, [canary.chosen], deployed, verb, steps);
  } catch (error) {
    if (state && error instanceof Fault && error.code === "unhealthy")
      throw await takeBack(canary, state, [error.message, ...error.evidence]);
    throw error;
  }
  await settle(canary);
  return { canary, ...(state ? { state } : {}) };
}

async function deployMarked(canary: CanaryContext, target: DeployTarget, armed: CanaryState) {
  const { verb, steps, tools, chosen } = canary;
  try {
    return await deploy(target, [chosen], verb, steps);
  } catch (error) {
    // Interrupted, it may be half done: the mark stays, and the next run goes on from there.
    if (!verb.interrupt.signal.aborted) await disarmCanary(tools, armed);
    throw error;
  }
}

function requestOf({ settings, traffic, by, verb: { options } }: CanaryContext): CanaryRequest {
  const { steps, gates } = settings;
  return {
    steps,
    gates: options.gate ? steps.filter((share) => share < 100) : gates,
    by,
    traffic,
    releasePin: options.releasePin ?? false,
  };
}
