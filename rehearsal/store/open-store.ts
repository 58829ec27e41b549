import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Fault } from "../../faults/fault.ts";
import type { Store } from "../contract.ts";
import { documentsOf } from "./documents.ts";
import { logEntriesOf } from "./log-entries.ts";
import { metricPointsOf } from "./metric-points.ts";
import { migrate } from "./migrations.ts";
import { transactionsOf } from "./transactions.ts";

/**
 * Opens (or creates) the rehearsal's store: SQLite in WAL mode. Documents are synced to disk before a call returns; log
 * entries and metrics lie in a second file beside it (`<path>-logs`), which survives a killed process but may lose its newest entries
 * when the machine itself goes down.
 *
 * Throws a Fault `store-unreadable` when the file is not a database, `store-newer` when a newer version wrote it.
 */
export function openStore(path: string): Store {
  mkdirSync(dirname(path), { recursive: true });
  const database = new DatabaseSync(path, { timeout: 5000 });
  try {
    prepare(database, path);
  } catch (error) {
    database.close();
    throw error instanceof Fault ? error : unreadable(path, error);
  }
  const transactions = transactionsOf(database);
  return {
    ...documentsOf(database),
    ...transactions,
    ...logEntriesOf(database, transactions.transaction),
    ...metricPointsOf(database, transactions.transaction),
    close: () => database.close(),
  };
}

function prepare(database: DatabaseSync, path: string): void {
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
  database.prepare("ATTACH DATABASE ? AS logs").run(`${path}-logs`);
  database.exec("PRAGMA logs.journal_mode = WAL; PRAGMA logs.synchronous = NORMAL");
  migrate(database, path);
}

function unreadable(path: string, cause: unknown): Fault {
  return new Fault({
    code: "store-unreadable",
    outcome: "cloud",
    summary: "The rehearsal's store could not be opened.",
    findings: [
      {
        path,
        expected: "a readable SQLite database",
        actual: cause instanceof Error ? cause.message : `${cause}`,
      },
    ],
    next: "move the file away to start with an empty rehearsal",
    cause,
  });
}
