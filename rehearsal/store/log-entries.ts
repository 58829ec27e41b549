import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import type { LogEntry, Store } from "../contract.ts";
import { sortableTimestamp } from "./sortable-timestamp.ts";

/** The newest entries are kept, so that a chatty container cannot fill the disk. */
const ENTRIES_KEPT = 100_000;
const APPENDED_BETWEEN_PRUNES = 5_000;
/** A statement of many rows takes half the time, per row, of one for each. */
const ROWS_AT_ONCE = 20;

/** The part of the store that keeps log entries in order of time. */
export function logEntriesOf(
  database: DatabaseSync,
  transaction: Store["transaction"],
): Pick<Store, "appendLogs" | "queryLogs"> {
  const insertOne = prepareInsert(database, 1);
  const insertMany = prepareInsert(database, ROWS_AT_ONCE);
  const prune = database.prepare(
    "DELETE FROM logs.entries WHERE id <= (SELECT max(id) FROM logs.entries) - ?",
  );
  let sincePrune = 0;
  return {
    appendLogs(entries) {
      transaction(() => {
        const inFullBatches = entries.length - (entries.length % ROWS_AT_ONCE);
        for (let at = 0; at < inFullBatches; at += ROWS_AT_ONCE) {
          insertMany.run(...entries.slice(at, at + ROWS_AT_ONCE).flatMap(row));
        }
        for (const entry of entries.slice(inFullBatches)) insertOne.run(...row(entry));
      });
      sincePrune += entries.length;
      if (sincePrune >= APPENDED_BETWEEN_PRUNES) {
        prune.run(ENTRIES_KEPT);
        sincePrune = 0;
      }
    },
    queryLogs: (query) => select(database, query),
  };
}

function prepareInsert(database: DatabaseSync, rows: number): StatementSync {
  const values = new Array(rows).fill("(?, ?, ?, ?)").join(", ");
  return database.prepare(`INSERT INTO logs.entries (timestamp, service, revision, entry) VALUES ${values}`);
}

function row(entry: LogEntry): [string, string | null, string | null, string] {
  const { service_name: service = null, revision_name: revision = null } = entry.resource.labels;
  return [sortableTimestamp(entry.timestamp), service, revision, JSON.stringify(entry)];
}

function select(database: DatabaseSync, query: Parameters<Store["queryLogs"]>[0]): LogEntry[] {
  const conditions: [string, SQLInputValue | undefined][] = [
    ["revision = ?", query.revision],
    ["service = ?", query.service],
    ["timestamp >= ?", query.since && sortableTimestamp(query.since)],
    ["timestamp <= ?", query.until && sortableTimestamp(query.until)],
  ];
  const given = conditions.filter(([, value]) => value !== undefined);
  const where = given.length > 0 ? `WHERE ${given.map(([condition]) => condition).join(" AND ")}` : "";
  const order = query.newestFirst ? "DESC" : "ASC";
  return database
    .prepare(`SELECT entry FROM logs.entries ${where} ORDER BY timestamp ${order}, id ${order} LIMIT ?`)
    .all(...given.map(([, value]) => value as SQLInputValue), query.limit ?? -1)
    .map((found) => JSON.parse(String(found.entry)) as LogEntry);
}
