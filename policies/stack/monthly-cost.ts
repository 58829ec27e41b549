import type { Invariants } from "../invariants.ts";
import { containersOf } from "../resource/containers.ts";
import type { Property } from "../resource/property.ts";
import { cpuCount, memoryMiB } from "../resource/quantities.ts";
import { SERVICE } from "../resource/types.ts";
import { stackRule } from "../rule.ts";

/** 365.25 days / 12 */
const MONTH_SECONDS = 2_629_800;

export const monthlyCost = stackRule({
  id: "monthly-cost",
  title: "Within the budget",
  severity: "medium",
  level: "mandatory",
  types: [SERVICE],
  invariants: ["monthlyBudgetUsd", "busyShare", "prices"],
  what: "The services, busy as expected, cost no more than the budget at list prices.",
  why: "Every single limit can look fair while all of them together triple the bill.",
  fix: "services.<key>.scaling, services.<key>.cpu or services.<key>.cpuIdle",
  source: "https://cloud.google.com/run/pricing",
  check(service, invariants, stack) {
    const services = stack.all(SERVICE);
    // The sum is the stack's, so that one report is enough.
    if (services[0]?.urn !== service.urn) return undefined;
    const total = services.reduce((sum, { props }) => sum + monthlyUsd(props, invariants), 0);
    if (total <= invariants.monthlyBudgetUsd) return undefined;
    const scaling = service.props.at("template", "scaling");
    return scaling.refuse(`at most $${invariants.monthlyBudgetUsd} a month`, `$${Math.ceil(total)} a month`);
  },
});

type CostFacts = Pick<Invariants, "busyShare" | "prices">;

/** List price of a service in a month, without the free tier. https://cloud.google.com/run/pricing */
function monthlyUsd(service: Property, { busyShare, prices }: CostFacts): number {
  const containers = containersOf(service);
  const cpu = sum(containers.map((container) => cpuCount(limit(container, "cpu")) ?? 1));
  const memoryGiB = sum(containers.map((container) => (memoryMiB(limit(container, "memory")) ?? 512) / 1024));
  const scaling = service.at("template", "scaling");
  const most = scaling.at("maxInstanceCount").number() ?? 100;
  const least = scaling.at("minInstanceCount").number() ?? 0;
  // With CPU always on, as it is with resources given and this unset, an instance is paid for while it is there:
  // https://cloud.google.com/run/docs/reference/rest/v2/Container#ResourceRequirements
  if (containers.some((container) => container.at("resources", "cpuIdle").flag() !== true)) {
    const perSecond = cpu * prices.alwaysOnCpuSecondUsd + memoryGiB * prices.alwaysOnMemoryGiBSecondUsd;
    return most * MONTH_SECONDS * perSecond;
  }
  const busy = cpu * prices.cpuSecondUsd + memoryGiB * prices.memoryGiBSecondUsd;
  const idle = cpu * prices.idleCpuSecondUsd + memoryGiB * prices.memoryGiBSecondUsd;
  return MONTH_SECONDS * (most * busyShare * busy + Math.max(0, least - most * busyShare) * idle);
}

function limit(container: Property, name: string): string {
  return container.at("resources", "limits", name).text() ?? "";
}

function sum(amounts: number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
