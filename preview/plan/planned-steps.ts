import type { StepEventMetadata } from "@pulumi/pulumi/automation/events.js";
import { changesBetween } from "./changes-between.ts";
import { DELETE_REPLACED, oldCopies } from "./old-copies.ts";
import {
  type Action,
  isProvider,
  nameOfUrn,
  type PlannedResource,
  type ResourceSide,
} from "./planned-resource.ts";
import { propertyChanges } from "./property-changes.ts";
import { sideOf } from "./resource-side.ts";

/** The steps by URN, a replacement's parts together, each as it was told last. */
export type PlannedSteps = Map<string, Map<string, StepEventMetadata>>;

/** Takes a step in; the same step told again (begun, ended) takes the place of the former. */
export function recordStep(steps: PlannedSteps, metadata: StepEventMetadata): void {
  const ofResource = steps.get(metadata.urn) ?? new Map<string, StepEventMetadata>();
  // Several copies of one resource may have to be deleted.
  const which = metadata.op === DELETE_REPLACED ? ` ${metadata.old?.id}` : "";
  ofResource.set(`${metadata.op}${which}`, metadata);
  steps.set(metadata.urn, ofResource);
}

/**
 * What becomes of every resource that a plugin manages, in the order in which the engine came to them. Components only group
 * others; a plugin's settings are told where they change, not where they come and go. Old copies are told apart from the
 * resources that took their place.
 */
export function plannedResources(steps: PlannedSteps): { resources: PlannedResource[]; unchanged: number } {
  const resources: PlannedResource[] = [];
  let unchanged = 0;
  for (const ofOne of steps.values()) {
    const all = [...ofOne.values()];
    if (!all.some((step) => step.new?.custom || step.old?.custom)) continue;
    const copies = oldCopies(all);
    const own = all.filter((step) => !copies.includes(step));
    const planned = plannedResource(own);
    const told = [...copies.map(discarded), ...planned];
    resources.push(...told.filter((one) => !isProvider(one) || (one.before && one.after)));
    if (own.length > 0 && planned.length === 0 && !own.some(isProvider)) unchanged += 1;
  }
  return { resources, unchanged };
}

/** The engine's operations that change something, the telling one of a resource's first. */
const ACTIONS: readonly (readonly [operation: string, action: Action])[] = [
  ["replace", "replace"],
  ["create-replacement", "replace"],
  ["import-replacement", "replace"],
  ["import", "import"],
  ["update", "update"],
  ["create", "create"],
  ["delete", "delete"],
];

/** None where nothing changes. */
function plannedResource(steps: readonly StepEventMetadata[]): PlannedResource[] {
  for (const [operation, action] of ACTIONS) {
    const metadata = steps.find(({ op }) => op === operation);
    if (metadata) return [asPlanned(metadata, action)];
  }
  return [];
}

function discarded(metadata: StepEventMetadata): PlannedResource {
  return asPlanned(metadata, "discard");
}

function asPlanned(metadata: StepEventMetadata, action: Action): PlannedResource {
  const before = action === "create" ? undefined : sideOf(metadata.old);
  const after = action === "delete" || action === "discard" ? undefined : sideOf(metadata.new);
  return {
    urn: metadata.urn,
    type: metadata.type,
    name: nameOfUrn(metadata.urn),
    action,
    replacedFor: action === "replace" ? (metadata.keys ?? []) : [],
    changes: changesOf(metadata, before, after),
    ...(before ? { before } : {}),
    ...(after ? { after } : {}),
  };
}

function changesOf(metadata: StepEventMetadata, before?: ResourceSide, after?: ResourceSide) {
  if (before && after) return propertyChanges(metadata, before, after);
  return changesBetween([], before?.inputs, after?.inputs);
}
