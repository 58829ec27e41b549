import { DatabaseSync } from "node:sqlite";
import { rehearsalPaths } from "../rehearsal/daemon/paths.ts";
import type { RevisionDocument } from "../rehearsal/documents.ts";
import { openStore } from "../rehearsal/store/index.ts";

const FILLER = "filler";
const MINUTE_MS = 60_000;

/**
 * Brings a service to so many revisions by putting copies of one of its own into the store, each a minute older than the one before,
 * or by taking such copies away. The running local cloud reads every document from there when it needs it.
 *
 * @param serviceName - `projects/P/locations/L/services/S`.
 */
export function fillRevisions(projectDir: string, serviceName: string, count: number): void {
  const store = openStore(rehearsalPaths(projectDir).store);
  try {
    store.transaction(() => {
      const all = store.list<RevisionDocument>("revisions", `${serviceName}/revisions/`);
      const own = all.filter(({ name }) => !name.includes(`-${FILLER}-`));
      for (const { name } of all)
        if (!own.some((kept) => kept.name === name)) store.delete("revisions", name);
      const [pattern] = own.toSorted((a, b) => a.createTime.localeCompare(b.createTime));
      if (!pattern) throw new Error(`${serviceName} has no revision to copy`);
      for (let index = own.length; index < count; index += 1) {
        const name = `${serviceName}/revisions/${serviceName.split("/").at(-1)}-${FILLER}-${index}`;
        const createTime = new Date(Date.parse(pattern.createTime) - index * MINUTE_MS).toISOString();
        store.put("revisions", name, { ...pattern, name, createTime });
      }
    });
  } finally {
    store.close();
  }
  intoTheDatabase(rehearsalPaths(projectDir).store);
}

/** Revisions that were made one by one over months lie in the database, not in its log. */
function intoTheDatabase(file: string): void {
  const database = new DatabaseSync(file);
  database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  database.close();
}
