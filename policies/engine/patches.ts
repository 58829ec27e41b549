import type { Invariants } from "../invariants.ts";
import { Property } from "../resource/property.ts";
import { NotKnown, WrongType } from "../resource/reading-errors.ts";
import type { Patch, ResourceRule } from "../rule.ts";

/** A rule's fixes for a resource. What cannot be read cannot be fixed: the rule's check then defers or refuses it. */
export function patchesOf(
  { remediate }: ResourceRule,
  props: Record<string, unknown>,
  invariants: Invariants,
): readonly Patch[] {
  try {
    return remediate?.(new Property(props), invariants) ?? [];
  } catch (error) {
    if (error instanceof NotKnown || error instanceof WrongType) return [];
    throw error;
  }
}

type Container = Record<string | number, unknown>;

/** Sets values in a resource's properties, in place: the SDK's own objects keep what is secret secret. */
export function applyPatches(
  props: Record<string, unknown>,
  patches: readonly Patch[],
): Record<string, unknown> {
  for (const { keys, value } of patches) {
    const last = keys.at(-1);
    if (last === undefined) throw new RangeError("a patch needs the keys that lead to its property");
    parentOf(props, keys.slice(0, -1))[last] = value;
  }
  return props;
}

function parentOf(props: Container, keys: readonly (string | number)[]): Container {
  return keys.reduce<Container>((parent, key) => {
    parent[key] ??= {};
    return parent[key] as Container;
  }, props);
}
