import pg from "pg";
import type { Logger } from "pino";
import type { Configuration } from "../configuration.ts";

/** What queries need: a pool or a client inside a transaction. */
export type Queryable = Pick<pg.Pool, "query">;

/**
 * A lazy pool: nothing is connected until the first query. A host that begins with `/` is the directory of a
 * unix socket, as Cloud Run mounts it at `/cloudsql/<instance>`:
 * https://cloud.google.com/sql/docs/postgres/connect-run
 */
export function createConnectionPool(configuration: Configuration, logger: Logger): pg.Pool {
  const pool = new pg.Pool({
    host: configuration.DATABASE_HOST,
    port: configuration.DATABASE_PORT,
    database: configuration.DATABASE_NAME,
    user: configuration.DATABASE_USER,
    password: configuration.DATABASE_PASSWORD,
    max: configuration.DATABASE_POOL_SIZE,
    connectionTimeoutMillis: 3000,
    idleTimeoutMillis: 60_000,
    application_name: configuration.K_REVISION,
  });
  // Without a listener the loss of an idle connection would end the process; the pool replaces it by itself.
  pool.on("error", (error) => logger.warn({ error }, "Lost an idle database connection"));
  return pool;
}

/** Where the database listens, for probing it. */
export function databaseAddress(
  configuration: Configuration,
): { host: string; port: number } | { path: string } {
  const { DATABASE_HOST: host, DATABASE_PORT: port } = configuration;
  return host.startsWith("/") ? { path: `${host}/.s.PGSQL.${port}` } : { host, port };
}
