import type { Colors } from "picocolors/types.js";
import type { HistoryMove, ServiceHistory } from "../../release/history.ts";
import type { Shares } from "../../traffic/serving-history.ts";
import { pinInWords } from "../../traffic/traffic-pin.ts";
import { bareTable } from "./bare-table.ts";
import { healthMark } from "./health-mark.ts";

/** The moves of a service's traffic as a table, newest first. */
export function historyText(history: ServiceHistory, environment: string, colors: Colors): string {
  const { name, serving, pin, moves, movedSince } = history;
  const head = `${colors.bold(name)} (${environment}) serves ${sharesInWords(serving)}`;
  const pinned = pin ? [colors.yellow(`  pinned: ${pinInWords(pin)}`)] : [];
  const unseen = movedSince
    ? [`  moved since the newest entry, by ${movedSince.by || "somebody"}, last changed at ${movedSince.at}`]
    : [];
  if (moves.length === 0) return [head, ...pinned, "  no moves are remembered yet"].join("\n");
  const columns = ["when", "who", "move", "from", "to", "health", "why"];
  const table = bareTable(
    columns,
    moves.map((move) => row(move, colors)),
  );
  return [head, ...pinned, ...unseen, table].join("\n");
}

function row({ at, by, move, from, to, health, reason }: HistoryMove, colors: Colors): string[] {
  return [
    at.replace(/\.\d+Z$/, "Z"),
    by,
    move === "rollback" ? colors.yellow(move) : move,
    sharesInWords(from),
    sharesInWords(to),
    healthMark(health, colors),
    reason ?? "",
  ];
}

/** `a` where it has everything, `a 90 %, b 10 %` where it shares. */
export function sharesInWords(shares: Shares): string {
  const entries = Object.entries(shares);
  const [only, ...others] = entries;
  if (!only) return "nothing";
  if (others.length === 0 && only[1] === 100) return only[0];
  return entries.map(([revision, percent]) => `${revision} ${percent} %`).join(", ");
}
