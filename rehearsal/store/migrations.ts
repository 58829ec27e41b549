import type { DatabaseSync } from "node:sqlite";
import { Fault } from "../../faults/fault.ts";

/** Each step brings the database from version `index` to `index + 1`; steps are never changed, only added. */
const MIGRATIONS: readonly string[] = [
  `CREATE TABLE documents (
     collection TEXT NOT NULL,
     name TEXT NOT NULL,
     document TEXT NOT NULL,
     PRIMARY KEY (collection, name)
   ) WITHOUT ROWID;
   CREATE TABLE logs.entries (
     id INTEGER PRIMARY KEY,
     timestamp TEXT NOT NULL,
     service TEXT,
     revision TEXT,
     entry TEXT NOT NULL
   );
   CREATE INDEX logs.entries_by_time ON entries (timestamp, id);
   CREATE INDEX logs.entries_by_revision ON entries (revision, timestamp, id);
   CREATE INDEX logs.entries_by_service ON entries (service, timestamp, id);`,
  `CREATE TABLE logs.points (
     id INTEGER PRIMARY KEY,
     type TEXT NOT NULL,
     end_time TEXT NOT NULL,
     point TEXT NOT NULL
   );
   CREATE INDEX logs.points_by_type ON points (type, end_time, id);`,
  `CREATE INDEX documents_by_age ON documents (
     collection,
     rtrim(name, replace(name, '/', '')),
     json_extract(document, '$.createTime') DESC,
     name DESC
   );`,
];

/** Brings the schema up to date, each step in a transaction of its own; refuses a database of a newer version. */
export function migrate(database: DatabaseSync, path: string): void {
  database.exec(
    "CREATE TABLE IF NOT EXISTS migrations (version INTEGER PRIMARY KEY, applied_at TEXT NOT NULL)",
  );
  const applied = Number(
    database.prepare("SELECT max(version) AS version FROM migrations").get()?.version ?? 0,
  );
  if (applied > MIGRATIONS.length) throw newerStore(path, applied);
  for (const [index, statements] of MIGRATIONS.entries()) {
    if (index >= applied) apply(database, index + 1, statements);
  }
}

function apply(database: DatabaseSync, version: number, statements: string): void {
  database.exec("BEGIN IMMEDIATE");
  try {
    database.exec(statements);
    database.prepare("INSERT INTO migrations VALUES (?, ?)").run(version, new Date().toISOString());
    database.exec("COMMIT");
  } catch (error) {
    database.exec("ROLLBACK");
    throw error;
  }
}

function newerStore(path: string, version: number): Fault {
  return new Fault({
    code: "store-newer",
    outcome: "usage",
    summary: "The rehearsal's store was written by a newer version of this project.",
    findings: [
      { path, expected: `schema version ${MIGRATIONS.length} or older`, actual: `version ${version}` },
    ],
    next: "update the project, or remove the store to start with an empty rehearsal",
  });
}
