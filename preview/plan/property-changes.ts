import type { StepEventMetadata } from "@pulumi/pulumi/automation/events.js";
import { changesBetween, leafChange } from "./changes-between.ts";
import { isMap, isMasked, isUnknown } from "./engine-value.ts";
import { areNamed, isVariable } from "./named-list.ts";
import type { PropertyChange, ResourceSide } from "./planned-resource.ts";
import { formatPath, type PathStep, parsePath } from "./property-path.ts";
import { isNote } from "./resource-side.ts";

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
  const roots = new Map<string, Root>();
  for (const { steps: told, ...rest } of changedPaths(metadata)) {
    const steps = upToEntries(told, before, after);
    roots.set(
      formatPath(steps),
      steps.length === told.length ? { ...rest, steps } : { ...rest, steps, kind: "" },
    );
  }
  const changes = [...roots.values()].flatMap(({ steps, ofInputs, kind }) => {
    const places = ofInputs ? [before.inputs, before.outputs] : [before.outputs, before.inputs];
    const old = kind.startsWith("add") ? undefined : firstAt(steps, places);
    const next = kind.startsWith("delete") ? undefined : firstAt(steps, [after.inputs, after.outputs]);
    const found = changesBetween(steps, old, next, !ofInputs);
    return found.length > 0 ? found : [leafChange(steps, old, next)];
  });
  return [...new Map(changes.map((change) => [change.path, change])).values()];
}

/** A property that the engine calls changed. */
interface Root {
  steps: PathStep[];
  /** Whether the engine compared what is declared with what was; else it compared with what the cloud said. */
  ofInputs: boolean;
  /** As the engine has it, such as `add` or `delete-replace`; empty where it is not told. */
  kind: string;
}

function changedPaths({ detailedDiff, diffs }: StepEventMetadata): Root[] {
  const detailed = Object.entries(detailedDiff ?? {});
  const told =
    detailed.length > 0
      ? detailed.map(([path, { inputDiff, diffKind }]) => ({
          path,
          ofInputs: inputDiff,
          kind: String(diffKind),
        }))
      : (diffs ?? []).map((path) => ({ path, ofInputs: true, kind: "" }));
  return told
    .map(({ path, ...rest }) => ({ steps: parsePath(path), ...rest }))
    .filter(({ steps }) => !steps.some(isNote));
}

/** Cuts a path before the first index into a list of entries with names, and behind the one of a variable. */
function upToEntries(steps: PathStep[], before: ResourceSide, after: ResourceSide): PathStep[] {
  for (const [position, step] of steps.entries()) {
    if (typeof step !== "number") continue;
    const list = steps.slice(0, position);
    const old = firstAt(list, [before.inputs, before.outputs]);
    const next = firstAt(list, [after.inputs]);
    if (areNamed(old, next)) return list;
    if ([old, next].some((one) => Array.isArray(one) && isVariable(one[step]))) return [...list, step];
  }
  return steps;
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
