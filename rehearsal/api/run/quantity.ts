/** A CPU limit (`1`, `0.5`, `1000m`) in thousandths of a CPU, or undefined when it is none. */
export function cpuMillis(limit: string): number | undefined {
  const found = /^(?:(\d+)m|(\d+(?:\.\d{1,3})?))$/.exec(limit);
  if (!found) return undefined;
  return found[1] === undefined ? Math.round(Number(found[2]) * 1000) : Number(found[1]);
}

const BYTES: Readonly<Record<string, number>> = {
  "": 1,
  k: 1e3,
  K: 1e3,
  M: 1e6,
  G: 1e9,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
};

/** A memory limit (`512Mi`, `2Gi`, `1G`) in bytes, or undefined when it is none. */
export function memoryBytes(limit: string): number | undefined {
  const found = /^(\d+(?:\.\d+)?)(Ki|Mi|Gi|k|K|M|G)?$/.exec(limit);
  const unit = BYTES[found?.[2] ?? ""];
  return found && unit !== undefined ? Math.round(Number(found[1]) * unit) : undefined;
}
