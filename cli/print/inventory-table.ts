import type { Colors } from "picocolors/types.js";
import type { InventoryRow } from "../../toolchain/index.ts";
import { bareTable } from "./bare-table.ts";

/** The toolchain as a table: what, version, where, and what it stands in for. */
export function inventoryText(rows: InventoryRow[], colors: Colors): string {
  const lines = rows.map(({ tool, found, version, where, standsInFor }) => {
    const place = found ? (where ?? "") : colors.red("missing");
    const standIn = standsInFor ? colors.yellow(` (stands in for ${standsInFor})`) : "";
    return [tool, version ?? "", `${place}${standIn}`];
  });
  return bareTable(["tool", "version", "where"], lines);
}
