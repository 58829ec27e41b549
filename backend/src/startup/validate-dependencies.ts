import type { Logger } from "pino";
import { pingClickHouse } from "../analytics/clickhouse.ts";
import type { Configuration } from "../configuration.ts";
import { databaseAddress } from "../database/connection-pool.ts";
import { awaitDependencies } from "./dependency-probe.ts";

/**
 * Waits for PostgreSQL and Redis, and for ClickHouse when it is required; rejects naming those that are
 * missing.
 */
export async function validateDependencies(configuration: Configuration): Promise<void> {
  const { REDIS_HOST, REDIS_PORT, CLICKHOUSE_REQUIRED, DEPENDENCY_DEADLINE_SECONDS } = configuration;
  const servers = awaitDependencies(
    [
      { name: "Database", address: databaseAddress(configuration) },
      { name: "Redis", address: { host: REDIS_HOST, port: REDIS_PORT } },
    ],
    DEPENDENCY_DEADLINE_SECONDS,
  );
  await (CLICKHOUSE_REQUIRED ? Promise.all([servers, requireClickHouse(configuration)]) : servers);
}

/**
 * Looks for an optional ClickHouse once the service is up, since it must not delay the start; its absence is
 * a warning. Never rejects.
 */
export async function lookForClickHouse(configuration: Configuration, logger: Logger): Promise<void> {
  const { CLICKHOUSE_HOST: host, CLICKHOUSE_PORT: port } = configuration;
  try {
    if (!host) throw new Error("CLICKHOUSE_HOST is not set");
    await pingClickHouse({ host, port });
    logger.info("ClickHouse available");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    logger.warn({ reason }, "ClickHouse not available, continuing without analytics");
  }
}

async function requireClickHouse({ CLICKHOUSE_HOST, CLICKHOUSE_PORT }: Configuration): Promise<void> {
  await pingClickHouse({ host: CLICKHOUSE_HOST ?? "", port: CLICKHOUSE_PORT }).catch((error: Error) => {
    throw new Error(`ClickHouse is required and not available: ${error.message}`, { cause: error });
  });
}
