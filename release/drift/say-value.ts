import { isTree } from "./property-tree.ts";
import { trafficInWords, trafficRows } from "./traffic-rows.ts";

/** Longer values are cut; the report tells what changed, not all of it. */
const MAX_LENGTH = 200;

/** Takes out of a value what may be secret: a report goes into issues and logs. */
export type WithoutSecrets = (value: unknown, name: string) => unknown;

/** A value in words, on one line. */
export function sayValue(path: string, value: unknown, withoutSecrets: WithoutSecrets): string {
  if (value === undefined || value === null) return "nothing";
  if (path === "traffics") return trafficInWords(trafficRows(value));
  const shown = withoutSecrets(value, path.split(/[.[\]"]+/).findLast((part) => part !== "") ?? "");
  const text = isTree(shown) && /\.envs\[/.test(path) ? variableInWords(shown) : plainText(shown);
  const line = text.replaceAll(/\s+/g, " ");
  return line.length <= MAX_LENGTH ? line : `${line.slice(0, MAX_LENGTH - 1)}…`;
}

function plainText(value: unknown): string {
  if (value === "") return '""';
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function variableInWords({ value, valueSource }: Record<string, unknown>): string {
  const reference = isTree(valueSource) ? valueSource.secretKeyRef : undefined;
  return isTree(reference)
    ? `secret ${reference.secret}, version ${reference.version}`
    : plainText(value ?? "");
}
