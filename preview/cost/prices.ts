/** List prices in USD without discounts, as they were on {@link asOf}; a newer date is a new entry, with its page. */
export interface Prices {
  /** The day on which they were last compared with what is published, `YYYY-MM-DD`; the idle rates and Cloud SQL's storage were not. */
  asOf: string;
  /** Where each comes from. */
  sources: { run: string; sql: string };
  /** CPU only while an instance starts, stops or has a request. */
  requestBased: {
    cpuSecondUsd: number;
    memoryGiBSecondUsd: number;
    /** A minimum instance while it has no request. */
    idleCpuSecondUsd: number;
    idleMemoryGiBSecondUsd: number;
    millionRequestsUsd: number;
    free: FreeTier & { requests: number };
  };
  /** CPU as long as an instance is there; requests cost nothing. */
  instanceBased: { cpuSecondUsd: number; memoryGiBSecondUsd: number; free: FreeTier };
  /** Cloud SQL for PostgreSQL, Enterprise edition, one zone. */
  database: { cpuHourUsd: number; memoryGiBHourUsd: number; storageGiBMonthUsd: number };
}

/** What a billing account gets for nothing every month, all its projects together. */
interface FreeTier {
  cpuSeconds: number;
  memoryGiBSeconds: number;
}

const tier1: Prices = {
  asOf: "2026-11-21",
  sources: { run: "https://cloud.google.com/run/pricing", sql: "https://cloud.google.com/sql/pricing" },
  requestBased: {
    cpuSecondUsd: 0.000024,
    memoryGiBSecondUsd: 0.0000025,
    idleCpuSecondUsd: 0.0000025,
    idleMemoryGiBSecondUsd: 0.0000025,
    millionRequestsUsd: 0.4,
    free: { cpuSeconds: 180_000, memoryGiBSeconds: 360_000, requests: 2_000_000 },
  },
  instanceBased: {
    cpuSecondUsd: 0.000018,
    memoryGiBSecondUsd: 0.000002,
    free: { cpuSeconds: 240_000, memoryGiBSeconds: 450_000 },
  },
  database: { cpuHourUsd: 0.0413, memoryGiBHourUsd: 0.007, storageGiBMonthUsd: 0.17 },
};

/** The prices by region. Another region is another entry: Cloud Run's tiers share prices, Cloud SQL's regions do not. */
export const pricesByRegion: Readonly<Record<string, Prices>> = { "us-central1": tier1 };
