const MEMORY_UNITS: Record<string, number> = {
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  Ki: 1024,
  Mi: 1024 ** 2,
  Gi: 1024 ** 3,
};

/** Bytes of a Kubernetes quantity such as `512Mi`; throws RangeError for anything else. */
export function memoryBytes(quantity: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)(k|M|G|Ki|Mi|Gi)?$/.exec(quantity) ?? [];
  const factor = MEMORY_UNITS[unit ?? ""];
  if (number === undefined || factor === undefined) {
    throw new RangeError(`"${quantity}" is not an amount of memory such as 512Mi`);
  }
  return Math.round(Number(number) * factor);
}

/** Billionths of a CPU of a Kubernetes quantity such as `1` or `500m`; throws RangeError for anything else. */
export function nanoCpus(quantity: string): number {
  const [, number, milli] = /^(\d+(?:\.\d+)?)(m)?$/.exec(quantity) ?? [];
  if (number === undefined) throw new RangeError(`"${quantity}" is not a number of CPUs such as 1 or 500m`);
  return Math.round(Number(number) * (milli ? 1e6 : 1e9));
}
