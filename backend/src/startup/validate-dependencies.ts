import type { Logger } from "pino";
import { pingClickHouse } from "../analytics/clickhouse.ts";
import type { Configuration } from "../configuration.ts";
import { databaseAddress } from "../database/connection-pool.ts";
import { awaitDependencies } from "./dependency-probe.ts";

/**
 * Waits for PostgreSQL and Redis, and for ClickHouse when it is required. An optional ClickHouse is looked at on the side:
 * its absence is a warning and never delays the start.
 */
export async function validateDependencies(configuration: Configuration, logger: Logger): Promise<void> {
  const { REDIS_HOST, REDIS_PORT, DEPENDENCY_DEADLINE_SECONDS } = configuration;
  const servers = awaitDependencies(
    [
      { name: "Database", address: databaseAddress(configuration) },
      { name: "Redis", address: { host: REDIS_HOST, port: REDIS_PORT } },
    ],
    DEPENDENCY_DEADLINE_SECONDS,
  );
  const analytics = lookAtClickHouse(configuration, logger);
  await (configuration.CLICKHOUSE_REQUIRED ? Promise.all([servers, analytics]) : servers);
}

/** Rejects only when ClickHouse is required. */
async function lookAtClickHouse(configuration: Configuration, logger: Logger): Promise<void> {
  const { CLICKHOUSE_HOST: host, CLICKHOUSE_PORT: port, CLICKHOUSE_REQUIRED: required } = configuration;
  try {
    if (!host) throw new Error("CLICKHOUSE_HOST is not set");
    await pingClickHouse({ host, port });
    logger.info("ClickHouse available");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (required) throw new Error(`ClickHouse is required and not available: ${reason}`, { cause: error });
    logger.warn({ reason }, "ClickHouse not available, continuing without analytics");
  }
}
