import type { StepEventMetadata } from "@pulumi/pulumi/automation/events.js";

/** The engine's operation that deletes what has been replaced. */
export const DELETE_REPLACED = "delete-replaced";

const REPLACING = ["replace", "create-replacement", "import-replacement", "read-replacement"];

/**
 * The old copies of a resource that earlier deployments replaced and could not delete. The engine keeps trying, and tells it under
 * the URN of the resource that took their place, which has steps of its own; what is replaced just now is one of these.
 */
export function oldCopies(steps: readonly StepEventMetadata[]): StepEventMetadata[] {
  const replacedNow = steps.filter(({ op }) => REPLACING.includes(op)).map(({ old }) => old?.id);
  return steps.filter(({ op, old }) => op === DELETE_REPLACED && !replacedNow.includes(old?.id));
}
