import type { StackResource } from "../../policies/resource/resource.ts";

/** What was read of one kind of resource, or why it could not be. */
export interface LiveReading {
  /** The type as Pulumi names it. */
  type: string;
  resources: StackResource[];
  /** Why nothing, or not all, was read; the rules about the type are then not judged. */
  missing?: string;
}

/** A resource for the rules, of what an API told. */
export function liveResource(
  type: string,
  name: string,
  props: Record<string, unknown>,
  id = name,
): StackResource {
  return { urn: `live:${type}:${id}`, type, name, props };
}

/** One member's one role on something, for the rules. */
export function liveGrant(
  type: string,
  name: string,
  props: { role: string; member: string } & Record<string, unknown>,
): StackResource {
  return liveResource(type, name, props, `${name}:${props.role}:${props.member}`);
}
