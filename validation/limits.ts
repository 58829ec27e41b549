import type { Finding } from "../faults/fault.ts";
import type { ServiceSettings } from "../settings/service.ts";

/** The limits of a live revision, as Cloud Run writes them. */
export interface LiveLimits {
  /** Such as `1` or `1000m`. */
  cpu: string;
  /** Such as `512Mi` or `1Gi`. */
  memory: string;
  concurrency: number;
  timeoutSeconds: number;
  minInstances: number;
  maxInstances: number;
  port: number;
}

/** What the settings declare and the live revision must have. */
export type DeclaredLimits = Pick<
  ServiceSettings,
  "cpu" | "memoryMiB" | "concurrency" | "timeoutSeconds" | "scaling" | "port"
>;

/** A limit as it was declared, beside the live one; in words, with the unit. */
export interface LimitRow {
  /** As in the settings, below `services.<key>`. */
  path: string;
  declared: string;
  live: string;
}

/** Every limit, declared and live: those that agree are written alike. */
export function limitRows(declared: DeclaredLimits, live: LiveLimits): LimitRow[] {
  const rows: [path: string, declared: number, live: number, unit: string][] = [
    ["cpu", declared.cpu, cpus(live.cpu), "CPU"],
    ["memoryMiB", declared.memoryMiB, mebibytes(live.memory), "MiB"],
    ["concurrency", declared.concurrency, live.concurrency, "requests"],
    ["timeoutSeconds", declared.timeoutSeconds, live.timeoutSeconds, "s"],
    ["scaling.minInstances", declared.scaling.minInstances, live.minInstances, "instances"],
    ["scaling.maxInstances", declared.scaling.maxInstances, live.maxInstances, "instances"],
    ["port", declared.port, live.port, ""],
  ];
  return rows.map(([path, wanted, found, unit]) => ({
    path,
    declared: `${wanted} ${unit}`.trimEnd(),
    live: Number.isNaN(found) ? "none" : `${found} ${unit}`.trimEnd(),
  }));
}

/** Every limit that is not live as it was declared. */
export function compareLimits(declared: DeclaredLimits, live: LiveLimits): Finding[] {
  return limitRows(declared, live)
    .filter((row) => row.declared !== row.live)
    .map((row) => ({ path: row.path, expected: row.declared, actual: row.live }));
}

/** `1`, `0.5` or `500m` as a number of CPUs; NaN for anything else. */
export function cpus(quantity: string): number {
  if (/^\d+m$/.test(quantity)) return Number.parseInt(quantity, 10) / 1000;
  return quantity === "" ? Number.NaN : Number(quantity);
}

const BYTES_PER_UNIT: Record<string, number> = {
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
};

/** `512Mi`, `1Gi` or `536870912` as MiB; NaN for anything else. */
export function mebibytes(quantity: string): number {
  const [, amount = "", unit = ""] = /^(\d+)(|k|M|G|Ki|Mi|Gi)$/.exec(quantity) ?? [];
  if (amount === "") return Number.NaN;
  return (Number(amount) * (BYTES_PER_UNIT[unit] ?? Number.NaN)) / 2 ** 20;
}
