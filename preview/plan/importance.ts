import type { Action, PlannedResource } from "./planned-resource.ts";
import { SERVICE_TYPE } from "./service-view.ts";

const BY_ACTION: readonly Action[] = ["delete", "replace", "discard", "update", "import", "create"];

/**
 * The resources that a reviewer has to see first: what is lost, then what changes, services before all else. Within these by
 * type and name: the engine comes to them in another order every time.
 */
export function byImportance(resources: readonly PlannedResource[]): PlannedResource[] {
  return [...resources].sort((one, other) => rank(one) - rank(other) || (key(one) < key(other) ? -1 : 1));
}

function key({ type, name }: PlannedResource): string {
  return `${type} ${name}`;
}

function rank({ action, type }: PlannedResource): number {
  return BY_ACTION.indexOf(action) * 2 + (type === SERVICE_TYPE ? 0 : 1);
}
