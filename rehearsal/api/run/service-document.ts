import { randomUUID } from "node:crypto";
import type { Condition, ServiceDocument } from "../../contract.ts";
import { newEtag } from "../etag.ts";
import { changesDesiredState } from "./desired-state.ts";
import type { ServiceInput } from "./service-defaults.ts";

/** What the server keeps of a service; everything else is the caller's. */
const SERVER_FIELDS = [
  "uid",
  "generation",
  "observedGeneration",
  "createTime",
  "updateTime",
  "creator",
  "lastModifier",
  "terminalCondition",
  "conditions",
  "latestReadyRevision",
  "latestCreatedRevision",
  "trafficStatuses",
  "uri",
  "urls",
  "reconciling",
  "etag",
] as const satisfies readonly (keyof ServiceDocument)[];

interface Change {
  now: string;
  caller: string;
}

/** The part of a service that its caller declared. */
export function declaredPart(service: ServiceDocument): ServiceInput {
  const declared: Partial<ServiceDocument> & { template: ServiceDocument["template"] } = { ...service };
  for (const field of SERVER_FIELDS) delete declared[field];
  return declared;
}

/** The document of a service that has just been created. */
export function newService(
  name: string,
  declared: ServiceInput,
  uri: string,
  { now, caller }: Change,
): ServiceDocument {
  return {
    ...declared,
    name,
    uid: randomUUID(),
    generation: "1",
    createTime: now,
    updateTime: now,
    creator: caller,
    lastModifier: caller,
    uri,
    urls: [uri],
    ...reconciling(now),
    etag: newEtag(),
  };
}

/**
 * The document after an update. The generation counts changes of the desired state only; labels and annotations leave the
 * generation and the conditions as they are.
 */
export function updatedService(
  current: ServiceDocument,
  declared: ServiceInput,
  { now, caller }: Change,
): ServiceDocument {
  const kept: Partial<ServiceDocument> = {};
  for (const field of SERVER_FIELDS)
    Object.assign(kept, current[field] !== undefined && { [field]: current[field] });
  const changed = changesDesiredState(declaredPart(current), declared);
  return {
    ...(kept as ServiceDocument),
    ...declared,
    name: current.name,
    generation: changed ? String(BigInt(current.generation) + 1n) : current.generation,
    updateTime: now,
    lastModifier: caller,
    ...(changed && reconciling(now)),
    etag: newEtag(),
  };
}

function reconciling(now: string): Pick<ServiceDocument, "reconciling" | "terminalCondition" | "conditions"> {
  const condition = (type: string): Condition => ({
    type,
    state: "CONDITION_RECONCILING",
    lastTransitionTime: now,
  });
  return {
    reconciling: true,
    terminalCondition: condition("Ready"),
    conditions: [condition("RoutesReady"), condition("ConfigurationsReady")],
  };
}
