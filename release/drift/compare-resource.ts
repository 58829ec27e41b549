import { compareProperties, type PropertyDifference } from "./compare-properties.ts";
import type { Difference } from "./difference.ts";
import { isUnknown, type PropertyTree, valueAt } from "./property-tree.ts";
import { essence, IMAGE_TYPE, type ResourceView, resourceInWords, SERVICE_TYPE } from "./resource-view.ts";
import { sameValue } from "./same-value.ts";

/**
 * What differs of one resource. The engine's word counts where nothing was found although it would change the resource, so that
 * no property goes unnoticed for want of a way to compare it.
 */
export function compareResource(view: ResourceView): Difference[] {
  const { type, declared, live, deployed } = view;
  const base = { urn: view.urn, type, resource: resourceInWords(view) };
  if (type === IMAGE_TYPE) return compareImage(view, base);
  if (!declared || !live) {
    const whole = { declared: essence(view, declared), live: essence(view, live) };
    return declared || live ? [{ ...base, path: "", ...whole, deployed: essence(view, deployed) }] : [];
  }
  const found = compareProperties({
    declared: without(declared, type),
    live: without(live, type),
    deployed: without(deployed ?? {}, type),
    seen: without(view.seen ?? {}, type),
  });
  return [...found, ...engineOnly(view, found)].map((difference) => ({ ...base, ...difference }));
}

/** A pushed image is never read back; whether its source has changed since is all there is to tell. */
function compareImage(
  { changes, declared, deployed }: ResourceView,
  base: Pick<Difference, "urn" | "type" | "resource">,
): Difference[] {
  if (Object.keys(changes).length === 0) return [];
  const path = "build.contextDigest";
  const was = valueAt(deployed, path);
  return [{ ...base, path, declared: valueAt(declared, path), live: was, deployed: was }];
}

function engineOnly(view: ResourceView, found: PropertyDifference[]): PropertyDifference[] {
  const { declared, live, deployed, seen, changes, type } = view;
  return Object.keys(changes).flatMap((path) => {
    const [top = ""] = path.split(/[.[]/);
    if (isLeftOut(top, type) || found.some((one) => overlaps(one.path, path))) return [];
    const views = {
      path,
      declared: valueAt(declared, path),
      live: valueAt(live, path),
      deployed: valueAt(deployed, path),
      seen: valueAt(seen, path),
    };
    const isSame = sameValue(path, views.declared, views.live) || isUnknown(views.declared);
    // Places in lists are told apart by name here and by number there; a known value that differs was found above.
    return isSame || (views.declared !== undefined && /\[\d+\]/.test(path)) ? [] : [views];
  });
}

/** Whether two paths are about the same property, or lie in the same list. */
function overlaps(one: string, other: string): boolean {
  const [a, b] = [listOf(one), listOf(other)];
  return a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);
}

function listOf(path: string): string {
  return path.replace("containers[0]", "containers").split("[")[0] ?? path;
}

function without(tree: PropertyTree, type: string): PropertyTree {
  return Object.fromEntries(Object.entries(tree).filter(([name]) => !isLeftOut(name, type)));
}

function isLeftOut(name: string, type: string): boolean {
  return BOOKKEEPING.has(name) || (type === SERVICE_TYPE && COMPARED_ELSEWHERE.has(name));
}

/** Traffic is compared as shares; annotations and labels beside the declared ones are read from the service itself. */
const COMPARED_ELSEWHERE = new Set(["traffics", "annotations"]);

/** What the cloud and the plugin keep for themselves; it follows from everything else, and is never a difference of its own. */
const BOOKKEEPING = new Set([
  "conditions",
  "createTime",
  "creator",
  "deleteTime",
  "deletionPolicy",
  "effectiveAnnotations",
  "effectiveLabels",
  "etag",
  "expireTime",
  "generation",
  "id",
  "lastModifier",
  "latestCreatedRevision",
  "latestReadyRevision",
  "observedGeneration",
  "pulumiLabels",
  "reconciling",
  "terminalConditions",
  "trafficStatuses",
  "uid",
  "updateTime",
  "uri",
  "urls",
]);
