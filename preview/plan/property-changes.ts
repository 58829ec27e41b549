import type { StepEventMetadata } from "@pulumi/pulumi/automation/events.js";
import { changesBetween, leafChange } from "./changes-between.ts";
import { isMap, isMasked, isUnknown } from "./engine-value.ts";
import { isNamedList } from "./named-list.ts";
import type { PropertyChange, ResourceSide } from "./planned-resource.ts";
import { formatPath, type PathStep, parsePath } from "./property-path.ts";

/**
 * What changes in a resource, leaf by leaf, as the engine's diff says. The engine counts the entries of lists; entries that
 * have names are told by these, so that a variable put in between does not show all that follow as changed. A property that
 * the engine calls changed and whose texts do not tell the difference (a secret, a value that the cloud writes another way) is
 * listed all the same.
 */
export function propertyChanges(
  metadata: StepEventMetadata,
  before: ResourceSide,
  after: ResourceSide,
): PropertyChange[] {
  const roots = new Map<string, { steps: PathStep[]; ofInputs: boolean }>();
  for (const { path, ofInputs } of changedPaths(metadata)) {
    const steps = upToNamedList(parsePath(path), before, after);
    roots.set(formatPath(steps), { steps, ofInputs });
  }
  const changes = [...roots.values()].flatMap(({ steps, ofInputs }) => {
    const old = firstAt(steps, ofInputs ? [before.inputs, before.outputs] : [before.outputs, before.inputs]);
    const next = firstAt(steps, [after.inputs, after.outputs]);
    const found = changesBetween(steps, old, next);
    return found.length > 0 ? found : [leafChange(steps, old, next)];
  });
  return [...new Map(changes.map((change) => [change.path, change])).values()];
}

function changedPaths({ detailedDiff, diffs }: StepEventMetadata): { path: string; ofInputs: boolean }[] {
  const detailed = Object.entries(detailedDiff ?? {});
  if (detailed.length > 0) return detailed.map(([path, { inputDiff }]) => ({ path, ofInputs: inputDiff }));
  return (diffs ?? []).map((path) => ({ path, ofInputs: true }));
}

/** Cuts a path before the first index into a list of entries with names. */
function upToNamedList(steps: PathStep[], before: ResourceSide, after: ResourceSide): PathStep[] {
  const cut = steps.findIndex((step, position) => {
    if (typeof step !== "number") return false;
    const list = steps.slice(0, position);
    const old = firstAt(list, [before.inputs, before.outputs]);
    return isNamedList(old) && isNamedList(firstAt(list, [after.inputs]) ?? old);
  });
  return cut < 0 ? steps : steps.slice(0, cut);
}

/** The value at a path in the first place that has one; what is above it unknown or secret as a whole stands for it. */
function firstAt(steps: readonly PathStep[], places: readonly unknown[]): unknown {
  return places.map((place) => valueAt(place, steps)).find((value) => value !== undefined);
}

function valueAt(place: unknown, steps: readonly PathStep[]): unknown {
  let value = place;
  for (const step of steps) {
    if (isUnknown(value) || isMasked(value)) return value;
    if (typeof step === "number") value = Array.isArray(value) ? value[step] : undefined;
    else value = isMap(value) ? value[step] : undefined;
  }
  return value;
}
