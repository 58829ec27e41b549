import type { DatabaseSync } from "node:sqlite";
import type { MetricPoint, Store } from "../contract.ts";
import { sortableTimestamp } from "./sortable-timestamp.ts";

/** The newest points are kept: some hours of traffic without a pause. */
const POINTS_KEPT = 200_000;
const APPENDED_BETWEEN_PRUNES = 10_000;

/** The part of the store that keeps the points of metrics. */
export function metricPointsOf(
  database: DatabaseSync,
  transaction: Store["transaction"],
): Pick<Store, "appendPoints" | "queryPoints"> {
  const insert = database.prepare("INSERT INTO logs.points (type, end_time, point) VALUES (?, ?, ?)");
  const prune = database.prepare("DELETE FROM logs.points WHERE id <= (SELECT max(id) FROM logs.points) - ?");
  const select = database.prepare(
    `SELECT point FROM logs.points WHERE type = ? AND end_time > ? AND end_time <= ? ORDER BY end_time, id`,
  );
  let sincePrune = 0;
  return {
    appendPoints(points) {
      transaction(() => {
        for (const point of points) {
          insert.run(point.type, sortableTimestamp(point.endTime), JSON.stringify(point));
        }
      });
      sincePrune += points.length;
      if (sincePrune < APPENDED_BETWEEN_PRUNES) return;
      prune.run(POINTS_KEPT);
      sincePrune = 0;
    },
    queryPoints: ({ type, since, until }) =>
      select
        .all(type, sortableTimestamp(since), sortableTimestamp(until))
        .map(({ point }) => JSON.parse(String(point)) as MetricPoint),
  };
}
