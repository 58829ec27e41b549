/** A resource's properties as the engine tells them. */
export type PropertyTree = Record<string, unknown>;

/** What the engine writes for a value that is known only after the update: `plugin.UnknownStringValue` in its source. */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
/** The key by which the engine marks what is no plain value, a secret above all. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";

export function isTree(value: unknown): value is PropertyTree {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether the value will be known only once it is deployed. */
export function isUnknown(value: unknown): boolean {
  return typeof value === "string" && value.includes(UNKNOWN);
}

/** Whether the value is hidden from us. */
export function isSecret(value: unknown): boolean {
  return value === "[secret]" || (isTree(value) && SIGNATURE in value);
}

/** Whether there is nothing in it: the API leaves out what is empty, zero or false. */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === "" || value === 0 || value === false) return true;
  if (Array.isArray(value)) return value.every(isEmpty);
  return isTree(value) && !isSecret(value) && Object.values(value).every(isEmpty);
}

/** Whether nothing is said at all: `false` and 0 are said. */
export function isUnsaid(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  if (Array.isArray(value)) return value.every(isUnsaid);
  return isTree(value) && !isSecret(value) && Object.values(value).every(isUnsaid);
}

/** What lies at a path such as `template.containers[0].image` or `annotations["netra.dev/x"]`. */
export function valueAt(tree: unknown, path: string): unknown {
  let value: unknown = tree;
  for (const [, quoted, index, name] of path.matchAll(/\["([^"]*)"\]|\[(\d+)\]|([^.[\]]+)/g)) {
    if (Array.isArray(value)) value = value[Number(index)];
    else value = isTree(value) ? value[quoted ?? name ?? ""] : undefined;
  }
  return value;
}

/** The path of a member; a name that is no plain word is quoted, as the engine does. */
export function memberPath(path: string, name: string): string {
  if (!/^[\w-]+$/.test(name)) return `${path}["${name}"]`;
  return path === "" ? name : `${path}.${name}`;
}
