import { isDeepStrictEqual } from "node:util";
import { isEmpty, isTree } from "./property-tree.ts";

/** Whether two values mean the same to Google, however they are written. */
export function sameValue(path: string, one: unknown, other: unknown): boolean {
  if (isEmpty(one) && isEmpty(other)) return true;
  if (isTree(one) && isTree(other)) {
    const names = new Set([...Object.keys(one), ...Object.keys(other)]);
    return [...names].every((name) => sameValue(`${path}.${name}`, one[name], other[name]));
  }
  if (Array.isArray(one) && Array.isArray(other)) {
    if (one.length !== other.length) return false;
    const [a, b] = one.some(isTree) ? [one, other] : [[...one].sort(), [...other].sort()];
    return a.every((value, index) => sameValue(`${path}[${index}]`, value, b[index]));
  }
  if (isDeepStrictEqual(one, other)) return true;
  return sameText(path, String(one), String(other));
}

function sameText(path: string, one: string, other: string): boolean {
  if (one === other) return true;
  if (path.includes("resources.limits"))
    return quantity(one) !== undefined && quantity(one) === quantity(other);
  if (/timeout$/i.test(path)) return seconds(one) !== undefined && seconds(one) === seconds(other);
  return isFullName(one, other) || isFullName(other, one);
}

/** The API gives full names where an ID was declared, such as `projects/p/secrets/s` for `s`. */
function isFullName(long: string, short: string): boolean {
  return long.startsWith("projects/") && short !== "" && !short.includes("/") && long.endsWith(`/${short}`);
}

const UNITS: Record<string, number> = {
  "": 1,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  Ki: 1024,
  Mi: 1024 ** 2,
  Gi: 1024 ** 3,
};

/** A Kubernetes quantity as a number: `512Mi`, `1000m`, `2`. https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
export function quantity(text: string): number | undefined {
  const [, figure, unit = ""] = /^(\d+(?:\.\d+)?)([A-Za-z]*)$/.exec(text) ?? [];
  const factor = UNITS[unit];
  return figure === undefined || factor === undefined ? undefined : Number(figure) * factor;
}

/** A protobuf duration in seconds: `300s`. */
export function seconds(text: string): number | undefined {
  const [, figure] = /^(\d+(?:\.\d+)?)s$/.exec(text) ?? [];
  return figure === undefined ? undefined : Number(figure);
}
