/** What the engine would do to a resource; `discard` deletes an old copy that an earlier replacement left behind, not the resource. */
export type Action = "delete" | "discard" | "replace" | "update" | "create" | "import";

/** A property whose value would change; both texts are free of secrets. */
export interface PropertyChange {
  /** Property path with the entries of named lists by their names, such as `template.containers[0].envs.LOG_LEVEL.value`. */
  path: string;
  /** Left out where the property is added. */
  before?: string;
  /** Left out where the property is taken away. */
  after?: string;
}

/** A resource's properties on one side of a change, as the engine's events give them: what it calls secret is masked. */
export interface ResourceSide {
  inputs: Record<string, unknown>;
  outputs: Record<string, unknown>;
}

/** A resource that would change. */
export interface PlannedResource {
  urn: string;
  /** Type token, such as `gcp:cloudrunv2/service:Service`. */
  type: string;
  /** The resource's name in the program. */
  name: string;
  action: Action;
  /** The properties that make a replacement necessary; empty for every other action. */
  replacedFor: string[];
  changes: PropertyChange[];
  /** Left out for what is created. */
  before?: ResourceSide;
  /** Left out for what is deleted. */
  after?: ResourceSide;
}

/** Whether something is gone afterwards. */
export function isLoss({ action }: Pick<PlannedResource, "action">): boolean {
  return action === "delete" || action === "discard" || action === "replace";
}

/** Where a plugin's own settings are kept in the state: nothing in the cloud changes with them. */
export function isProvider({ type }: Pick<PlannedResource, "type">): boolean {
  return type.startsWith("pulumi:providers:");
}

/** `gcp:cloudrunv2/service:Service` → `cloudrunv2.Service`. */
export function shortType(type: string): string {
  const [, module = "", kind = ""] = type.split(":");
  const family = module.split("/")[0] ?? "";
  return family === "index" || family === "" ? kind : `${family}.${kind}`;
}

/** The last part of a URN: the resource's name in the program. */
export function nameOfUrn(urn: string): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}
