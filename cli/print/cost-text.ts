import type { Colors } from "picocolors/types.js";
import type { BillLine } from "../../preview/cost/bill.ts";
import type { CostEstimate } from "../../preview/cost/estimate.ts";
import type { Explanation } from "../../preview/cost/explain-figures.ts";
import { bareTable } from "./bare-table.ts";

/** A service with what it costs. */
export interface ServiceCost extends CostEstimate {
  name: string;
  assumptions: string[];
  claimed?: { monthlyUsd: number; explanations: Explanation[] };
}

/** A month's cost: the range, the lines of the expected bill, what it rests on. */
export function costText(service: ServiceCost, colors: Colors): string {
  const { low, expected, high } = service.totalUsd;
  const head = `${colors.bold(service.name)} costs ${colors.green(usd(expected))} a month, ${usd(low)} to ${usd(high)}`;
  const table = bareTable(["", "paid for", "", "USD"], service.lines.map(row));
  const assumptions = service.assumptions.map((line) => colors.dim(`  ${line}`));
  return [head, table, ...assumptions, ...claimLines(service.claimed)].join("\n");
}

/** `$12.34` */
export function usd(amount: number): string {
  return `$${amount.toFixed(2)}`;
}

function row({ what, quantity, unit, usd: amount }: BillLine): string[] {
  const shown = quantity < 10 ? String(quantity) : Math.round(quantity).toLocaleString("en-US");
  return [what, shown, unit, amount.toFixed(2)];
}

function claimLines(claimed: ServiceCost["claimed"]): string[] {
  if (!claimed) return [];
  return claimed.explanations.map(
    ({ billing, meanInstances }) =>
      `  ${usd(claimed.monthlyUsd)} would be ${meanInstances.toFixed(2)} instances busy all month long under ${billing} billing`,
  );
}
