import type { EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation/events.js";
import { nameOfUrn } from "../../preview/plan/planned-resource.ts";
import type { PropertyTree } from "../../release/drift/property-tree.ts";
import { type ResourceView, SERVICE_TYPE } from "../../release/drift/resource-view.ts";

/** Gathers what a refreshing preview tells of each resource. */
export interface ViewReader {
  take(event: EngineEvent): void;
  /** The resources of the cloud, once the run has ended. */
  views(): ResourceView[];
}

const SERVICE_COMPONENT = "stage:components:CloudRunService";

/**
 * Reads the engine's events of `preview --refresh`: of each resource the engine first tells state before and after reading it
 * from the cloud (`refresh`), then what the program declares of it (`same`, `update`, `create`, …).
 */
export function createViewReader(): ViewReader {
  const views = new Map<string, ResourceView>();
  const records = new Map<string, PropertyTree>();
  return {
    take(event) {
      const metadata = (event.resOutputsEvent ?? event.resourcePreEvent)?.metadata;
      if (!metadata) return;
      if (metadata.type === SERVICE_COMPONENT) takeRecord(records, metadata);
      else if (!/^(stage|pulumi):/.test(metadata.type))
        takeStep(views, metadata, Boolean(event.resOutputsEvent));
    },
    views: () => [...views.values()].map((view) => withRecord(view, records)),
  };
}

/** What the last deployment declared of the service, as its component noted it. */
function takeRecord(records: Map<string, PropertyTree>, { op, urn, old }: StepEventMetadata): void {
  const declared = old?.outputs?.declared as PropertyTree | undefined;
  if (op === "refresh" && declared) records.set(urn, declared);
}

function takeStep(views: Map<string, ResourceView>, metadata: StepEventMetadata, isDone: boolean): void {
  const { op, urn, type, old } = metadata;
  const view = views.get(urn) ?? { urn, type, name: nameOfUrn(urn), changes: {} };
  views.set(urn, view);
  if (op === "refresh") {
    if (!isDone) return;
    if (old) Object.assign(view, { deployed: old.inputs, seen: old.outputs });
    if (metadata.new) view.live = metadata.new.outputs;
  } else if (op !== "delete" && op !== "read") {
    if (metadata.new) view.declared = metadata.new.inputs;
    const changes = Object.entries(metadata.detailedDiff ?? {}).map(([path, { diffKind }]) => [
      path,
      diffKind,
    ]);
    const plain = (metadata.diffs ?? []).map((path) => [path, "update"]);
    view.changes = Object.fromEntries(changes.length > 0 ? changes : plain);
  }
}

function withRecord(view: ResourceView, records: Map<string, PropertyTree>): ResourceView {
  if (view.type !== SERVICE_TYPE || !view.deployed) return view;
  const record = [...records].find(([urn]) => nameOfUrn(urn) === view.name)?.[1];
  return record ? { ...view, deployed: { ...view.deployed, ...record } } : view;
}
