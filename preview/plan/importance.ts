import type { Action, PlannedResource } from "./planned-resource.ts";
import { SERVICE_TYPE } from "./service-view.ts";

const BY_ACTION: readonly Action[] = ["delete", "replace", "update", "import", "create"];

/** The resources that a reviewer has to see first: what is lost, then what changes, services before all else. */
export function byImportance(resources: readonly PlannedResource[]): PlannedResource[] {
  return [...resources].sort((one, other) => rank(one) - rank(other));
}

function rank({ action, type }: PlannedResource): number {
  return BY_ACTION.indexOf(action) * 2 + (type === SERVICE_TYPE ? 0 : 1);
}
