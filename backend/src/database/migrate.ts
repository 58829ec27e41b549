import type pg from "pg";
import type { Migration } from "./migrations.ts";
import { inTransaction } from "./transaction.ts";

/** Any constant will do as long as every instance uses the same one. */
const ADVISORY_LOCK = 7_264_001;

/**
 * Brings the schema up to the last migration and returns the versions it applied. Instances that start
 * together take turns through an advisory lock; a failing step leaves the schema as it was.
 */
export function migrate(pool: pg.Pool, migrations: Migration[]): Promise<number[]> {
  return inTransaction(pool, async (client) => {
    await client.query("SELECT pg_advisory_xact_lock($1)", [ADVISORY_LOCK]);
    await client.query(`
      CREATE TABLE IF NOT EXISTS schema_migrations (
        version integer PRIMARY KEY,
        name text NOT NULL,
        applied_at timestamptz NOT NULL DEFAULT now()
      )`);
    const { rows } = await client.query<{ version: number }>("SELECT version FROM schema_migrations");
    const done = new Set(rows.map(({ version }) => version));
    const missing = migrations.filter(({ version }) => !done.has(version));
    for (const { version, name, sql } of missing) {
      await client.query(sql);
      await client.query("INSERT INTO schema_migrations (version, name) VALUES ($1, $2)", [version, name]);
    }
    return missing.map(({ version }) => version);
  });
}
