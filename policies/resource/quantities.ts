const MEMORY_UNITS_MIB: Record<string, number> = {
  "": 1 / 2 ** 20,
  k: 1000 / 2 ** 20,
  M: 1e6 / 2 ** 20,
  G: 1e9 / 2 ** 20,
  Ki: 1 / 1024,
  Mi: 1,
  Gi: 1024,
};

/** MiB of a memory quantity such as `512Mi` or `4Gi`; undefined for anything else. */
export function memoryMiB(quantity: string): number | undefined {
  const [, amount, unit = ""] = /^(\d+(?:\.\d+)?)(Ki|Mi|Gi|k|M|G)?$/.exec(quantity) ?? [];
  const factor = MEMORY_UNITS_MIB[unit];
  return amount === undefined || factor === undefined ? undefined : Number(amount) * factor;
}

/** vCPUs of a CPU quantity such as `1` or `1000m`; undefined for anything else. */
export function cpuCount(quantity: string): number | undefined {
  const [, amount, milli] = /^(\d+(?:\.\d+)?)(m)?$/.exec(quantity) ?? [];
  return amount === undefined ? undefined : Number(amount) / (milli ? 1000 : 1);
}

/** Seconds of a duration such as `300s`; undefined for anything else. */
export function seconds(duration: string): number | undefined {
  const [, amount] = /^(\d+(?:\.\d+)?)s$/.exec(duration) ?? [];
  return amount === undefined ? undefined : Number(amount);
}
