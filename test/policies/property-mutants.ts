import type { EditableStack, Props } from "./editable-stack.ts";

export type Operator = "double" | "halve" | "drop" | "null" | "other";

/** A change of one property of the staging service, made by its type alone. */
export interface PropertyMutant {
  /** Path with variables, volumes and mounts by their names, such as `template.containers[0].envs[LOG_LEVEL].value`. */
  path: string;
  operator: Operator;
  stack: EditableStack;
}

/** The properties that a program declares; all others are what Cloud Run answers. */
const DECLARED = [
  "project",
  "location",
  "name",
  "ingress",
  "labels",
  "annotations",
  "deletionProtection",
  "template",
  "traffics",
];

/** Values that the API takes for the same field: https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.services */
const ENUMS = [
  ["INGRESS_TRAFFIC_ALL", "INGRESS_TRAFFIC_INTERNAL_ONLY", "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER"],
  ["EXECUTION_ENVIRONMENT_GEN1", "EXECUTION_ENVIRONMENT_GEN2"],
  ["TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION"],
  ["http1", "h2c"],
];

/** Every property of the service, changed in every way that its type allows. */
export function propertyMutants(compliant: EditableStack): PropertyMutant[] {
  return DECLARED.flatMap((key) => below(compliant, [key], compliant.service[key], key));
}

type Keys = (string | number)[];

function below(compliant: EditableStack, keys: Keys, value: unknown, path: string): PropertyMutant[] {
  const mutants = changes(value).map(([operator, changed]) => ({
    path,
    operator,
    stack: changedAt(compliant, keys, changed),
  }));
  return [
    ...mutants,
    ...children(value).flatMap(([key, child, label]) =>
      below(compliant, [...keys, key], child, path + label),
    ),
  ];
}

const DROPPED = Symbol("dropped");

function changes(value: unknown): [Operator, unknown][] {
  return [...(changesByType(value) as [Operator, unknown][]), ["drop", DROPPED], ["null", null]];
}

function changesByType(value: unknown): [Operator, unknown][] {
  if (typeof value === "boolean") return [["other", !value]];
  if (typeof value === "number") return scaled(value, (amount) => amount);
  if (typeof value !== "string") return [];
  const values = ENUMS.find((known) => known.includes(value));
  if (values) return values.filter((other) => other !== value).map((other) => ["other", other]);
  const [, amount, unit = ""] = /^(\d+)(Mi|s)?$/.exec(value) ?? [];
  if (amount !== undefined) return scaled(Number(amount), (changed) => `${changed}${unit}`);
  return [["other", `${value}-other`]];
}

function scaled(amount: number, as: (amount: number) => unknown): [Operator, unknown][] {
  const doubled: [Operator, unknown] = ["double", as(amount === 0 ? 1 : amount * 2)];
  return amount === 0 ? [doubled] : [doubled, ["halve", as(amount / 2)]];
}

function children(value: unknown): [string | number, unknown, string][] {
  if (Array.isArray(value))
    return value.map((item, index) => [index, item, `[${(item as Props)?.name ?? index}]`]);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).map(([key, child]) => [key, child, `.${key}`]);
}

function changedAt(compliant: EditableStack, keys: Keys, changed: unknown): EditableStack {
  const stack = compliant.copy();
  const parent = keys.slice(0, -1).reduce<Props>((at, key) => at[key], stack.service);
  const last = keys.at(-1) as string | number;
  if (changed !== DROPPED) parent[last] = changed;
  else if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else delete parent[last];
  return stack;
}
