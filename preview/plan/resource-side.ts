import type { StepEventStateMetadata } from "@pulumi/pulumi/automation/events.js";
import { isMap, isMasked } from "./engine-value.ts";
import type { ResourceSide } from "./planned-resource.ts";

/** One side of a step, with what somebody declared or the cloud answered, and nothing else. */
export function sideOf(state: StepEventStateMetadata | null | undefined): ResourceSide | undefined {
  if (!state) return undefined;
  return {
    inputs: withoutNotes(state.inputs ?? {}) as Record<string, unknown>,
    outputs: withoutNotes(state.outputs ?? {}) as Record<string, unknown>,
  };
}

/** Plugins leave notes to themselves in every map, such as `__defaults`; and null for what there is none of. */
function withoutNotes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNotes);
  if (!isMap(value) || isMasked(value)) return value;
  const kept = Object.entries(value).filter(([key, part]) => !isNote(key) && part !== null);
  return Object.fromEntries(kept.map(([key, part]) => [key, withoutNotes(part)]));
}

/** Whether a key is a plugin's own, and no property. */
export function isNote(key: unknown): boolean {
  return typeof key === "string" && key.startsWith("__");
}
