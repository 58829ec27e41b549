import { isSecret, isTree, isUnknown, isUnsaid, memberPath, type PropertyTree } from "./property-tree.ts";
import { sameValue } from "./same-value.ts";

/** The four views of one resource. */
export interface Views {
  /** What the program declares now. */
  declared: unknown;
  /** What is live. */
  live: unknown;
  /** What the last deployment declared. */
  deployed: unknown;
  /** What state last saw of the resource. */
  seen: unknown;
}

/** A property that differs. */
export interface PropertyDifference extends Views {
  path: string;
}

/**
 * The properties that are live and not as declared, each once. Where the program says nothing, what state last saw is compared
 * instead; where its value is not known before the update, what the last deployment declared.
 */
export function compareProperties(views: Views, path = ""): PropertyDifference[] {
  const { declared, live, deployed, seen } = views;
  if ([declared, live].some(isSecret)) return [];
  const wanted = isUnknown(declared) ? deployed : declared;
  if (isUnknown(wanted) || (isUnknown(declared) && wanted === undefined)) return [];
  const known = { ...views, declared: wanted };
  const expected = wanted ?? seen;
  if (isLeaf(path)) return leaf(known, path);
  if (areMarks(path, expected, live) || (isTree(expected) && (isTree(live) || live === undefined))) {
    return namesOf(wanted, live, seen).flatMap((name) =>
      compareProperties(
        mapped(known, (tree) => at(tree, name)),
        memberPath(path, name),
      ),
    );
  }
  if (isTreeList(expected) && (isTreeList(live) || live === undefined)) {
    return keysOf(wanted, live, seen).flatMap((key) =>
      compareProperties(
        mapped(known, (list) => entry(list, key)),
        `${path}[${key}]`,
      ),
    );
  }
  return leaf({ deployed, seen, live, declared: wanted }, path);
}

/** An environment variable changes as a whole: a plain value may turn into a reference to a secret. */
function isLeaf(path: string): boolean {
  return /\.envs\[[^\]]+\]$/.test(path);
}

/** Labels and annotations are told one by one, whoever declares some: each has an owner of its own. */
function areMarks(path: string, expected: unknown, live: unknown): boolean {
  return /(^|\.)(labels|annotations)$/.test(path) && [expected, live].some(isTree);
}

function leaf(views: Views, path: string): PropertyDifference[] {
  const { declared, live, deployed, seen } = views;
  // What was declared once and is no longer has to go; only where the program never spoke does the cloud's own value stand.
  const isSilent = isUnsaid(declared) && isUnsaid(deployed);
  if (sameValue(path, isSilent ? seen : declared, live)) return [];
  return [{ ...views, path }];
}

function mapped(views: Views, part: (value: unknown) => unknown): Views {
  const { declared, live, deployed, seen } = views;
  return { declared: part(declared), live: part(live), deployed: part(deployed), seen: part(seen) };
}

function at(tree: unknown, name: string): unknown {
  return isTree(tree) ? tree[name] : undefined;
}

function namesOf(...trees: unknown[]): string[] {
  return [...new Set(trees.filter(isTree).flatMap(Object.keys))].filter((name) => name !== "__defaults");
}

function isTreeList(value: unknown): value is PropertyTree[] {
  return Array.isArray(value) && value.length > 0 && value.every(isTree);
}

function keysOf(...lists: unknown[]): string[] {
  return [...new Set(lists.filter(isTreeList).flatMap((list) => list.map(keyOf)))];
}

function entry(list: unknown, key: string): unknown {
  return isTreeList(list) ? list.find((each, index) => keyOf(each, index) === key) : undefined;
}

/** What tells the entries of a list apart, whatever their order; containers go by their place. */
function keyOf(each: PropertyTree, index: number): string {
  const key = each.image === undefined ? (each.mountPath ?? each.name ?? each.id) : undefined;
  return typeof key === "string" && key !== "" ? key : String(index);
}
