import Table from "cli-table3";
import type { Colors } from "picocolors/types.js";
import type { InventoryRow } from "../../toolchain/index.ts";
import { BARE } from "./bare-table.ts";

/** The toolchain as a table: what, version, where, and what it stands in for. */
export function inventoryText(rows: InventoryRow[], colors: Colors): string {
  const table = new Table({
    head: ["tool", "version", "where"],
    style: { head: [], border: [], compact: true },
    chars: BARE,
  });
  for (const { tool, found, version, where, standsInFor } of rows) {
    const place = found ? (where ?? "") : colors.red("missing");
    const standIn = standsInFor ? colors.yellow(` (stands in for ${standsInFor})`) : "";
    table.push([tool, version ?? "", `${place}${standIn}`]);
  }
  return table.toString();
}
