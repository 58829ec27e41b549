import type { Capacity } from "./capacity.ts";
import { MONTH_SECONDS } from "./load.ts";
import type { Prices } from "./prices.ts";

/** One line of a month's bill. */
export interface BillLine {
  what: string;
  /** What is paid for, the free tier already taken off. */
  quantity: number;
  unit: "vCPU-s" | "GiB-s" | "requests" | "share of the instance";
  usd: number;
}

/** What is billed in a month. */
export interface Billable {
  /** Instance-seconds: with requests under request-based billing, of existence under instance-based. */
  paidSeconds: number;
  requests: number;
  /** Part of the free tier that is left, 0 to 1. */
  freeTierShare: number;
}

/** The lines of Cloud Run's bill for a month. https://cloud.google.com/run/pricing */
export function runBill(capacity: Capacity, billable: Billable, prices: Prices): BillLine[] {
  if (capacity.billing === "instance-based") {
    const { cpuSecondUsd, memoryGiBSecondUsd, free } = prices.instanceBased;
    return instanceLines("instances", capacity, billable, { cpuSecondUsd, memoryGiBSecondUsd, free });
  }
  const { requestBased } = prices;
  const idle = Math.max(0, capacity.minInstances * MONTH_SECONDS - billable.paidSeconds);
  const idlePrices = {
    cpuSecondUsd: requestBased.idleCpuSecondUsd,
    memoryGiBSecondUsd: requestBased.idleMemoryGiBSecondUsd,
    free: { cpuSeconds: 0, memoryGiBSeconds: 0 },
  };
  return [
    ...instanceLines("while serving", capacity, billable, requestBased),
    ...(idle > 0
      ? instanceLines("minimum instances, idle", capacity, { ...billable, paidSeconds: idle }, idlePrices)
      : []),
    requestLine(billable, requestBased),
  ];
}

interface InstancePrices {
  cpuSecondUsd: number;
  memoryGiBSecondUsd: number;
  free: { cpuSeconds: number; memoryGiBSeconds: number };
}

function instanceLines(
  when: string,
  { cpu, memoryGiB }: Capacity,
  { paidSeconds, freeTierShare }: Billable,
  prices: InstancePrices,
): BillLine[] {
  const cpuSeconds = beyond(paidSeconds * cpu, prices.free.cpuSeconds * freeTierShare);
  const memorySeconds = beyond(paidSeconds * memoryGiB, prices.free.memoryGiBSeconds * freeTierShare);
  return [
    { what: `CPU, ${when}`, quantity: cpuSeconds, unit: "vCPU-s", usd: cpuSeconds * prices.cpuSecondUsd },
    {
      what: `memory, ${when}`,
      quantity: memorySeconds,
      unit: "GiB-s",
      usd: memorySeconds * prices.memoryGiBSecondUsd,
    },
  ];
}

function requestLine({ requests, freeTierShare }: Billable, prices: Prices["requestBased"]): BillLine {
  const quantity = beyond(requests, prices.free.requests * freeTierShare);
  return {
    what: "requests",
    quantity,
    unit: "requests",
    usd: (quantity / 1_000_000) * prices.millionRequestsUsd,
  };
}

function beyond(amount: number, free: number): number {
  return Math.max(0, amount - free);
}
