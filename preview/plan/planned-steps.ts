import type { StepEventMetadata, StepEventStateMetadata } from "@pulumi/pulumi/automation/events.js";
import { changesBetween } from "./changes-between.ts";
import {
  type Action,
  isProvider,
  nameOfUrn,
  type PlannedResource,
  type ResourceSide,
} from "./planned-resource.ts";
import { propertyChanges } from "./property-changes.ts";

/** The steps by URN, a replacement's parts together, each as it was told last. */
export type PlannedSteps = Map<string, Map<string, StepEventMetadata>>;

/** Takes a step in; the same step told again (begun, ended) takes the place of the former. */
export function recordStep(steps: PlannedSteps, metadata: StepEventMetadata): void {
  const ofResource = steps.get(metadata.urn) ?? new Map<string, StepEventMetadata>();
  ofResource.set(metadata.op, metadata);
  steps.set(metadata.urn, ofResource);
}

/**
 * What becomes of every resource that a plugin manages, in the order in which the engine came to them. Components only group
 * others; a plugin's settings are told where they change, not where they come and go.
 */
export function plannedResources(steps: PlannedSteps): { resources: PlannedResource[]; unchanged: number } {
  const managed = [...steps.values()].filter(isManaged);
  const resources = managed.map(plannedResource).filter((resource) => resource !== undefined);
  const told = resources.filter((one) => !isProvider(one) || (one.before && one.after));
  const providers = managed.filter((ofOne) => [...ofOne.values()].some(isProvider));
  const changed = resources.filter((one) => !isProvider(one));
  return { resources: told, unchanged: managed.length - providers.length - changed.length };
}

function isManaged(steps: Map<string, StepEventMetadata>): boolean {
  return [...steps.values()].some((step) => step.new?.custom || step.old?.custom);
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
  ["delete-replaced", "delete"],
];

function plannedResource(steps: Map<string, StepEventMetadata>): PlannedResource | undefined {
  const [operation, action] = ACTIONS.find(([name]) => steps.has(name)) ?? [];
  const metadata = operation === undefined ? undefined : steps.get(operation);
  if (!metadata || !action) return undefined;
  const before = action === "create" ? undefined : sideOf(metadata.old);
  const after = action === "delete" ? undefined : sideOf(metadata.new);
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

function sideOf(state: StepEventStateMetadata | null | undefined): ResourceSide | undefined {
  return state ? { inputs: state.inputs ?? {}, outputs: state.outputs ?? {} } : undefined;
}
