import type { DatabaseSync } from "node:sqlite";
import type { Store } from "../contract.ts";

/** The part of the store that keeps documents, as JSON by collection and name. */
export function documentsOf(
  database: DatabaseSync,
): Pick<Store, "get" | "put" | "delete" | "list" | "newest"> {
  const select = database.prepare("SELECT document FROM documents WHERE collection = ? AND name = ?");
  const upsert = database.prepare(
    `INSERT INTO documents VALUES (?, ?, ?)
     ON CONFLICT (collection, name) DO UPDATE SET document = excluded.document`,
  );
  const remove = database.prepare("DELETE FROM documents WHERE collection = ? AND name = ?");
  const range = database.prepare(
    "SELECT document FROM documents WHERE collection = ? AND name >= ? AND name < ? ORDER BY name",
  );
  // As the index documents_by_age has it: what `rtrim` leaves of a name is all up to its last slash.
  const byAge = database.prepare(
    `SELECT document FROM documents WHERE collection = ? AND rtrim(name, replace(name, '/', '')) = ?
     ORDER BY json_extract(document, '$.createTime') DESC, name DESC LIMIT ? OFFSET ?`,
  );
  return {
    get<T>(collection: string, name: string): T | undefined {
      const row = select.get(collection, name);
      return row && parse<T>(row.document);
    },
    put(collection, name, document) {
      upsert.run(collection, name, JSON.stringify(document));
    },
    delete(collection, name) {
      remove.run(collection, name);
    },
    list<T>(collection: string, prefix = ""): T[] {
      return range.all(collection, prefix, `${prefix}\u{10ffff}`).map((row) => parse<T>(row.document));
    },
    newest<T>(collection: string, parent: string, { offset, limit }: { offset: number; limit: number }): T[] {
      return byAge.all(collection, `${parent}/`, limit, offset).map((row) => parse<T>(row.document));
    },
  };
}

function parse<T>(document: unknown): T {
  return JSON.parse(String(document)) as T;
}
