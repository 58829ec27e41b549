import type { Redis } from "ioredis";
import type pg from "pg";
import type { Logger } from "pino";
import { chooseResponder } from "../agents/choose-responder.ts";
import { createRedisConnection } from "../cache/redis-connection.ts";
import { type Configuration, readConfiguration } from "../configuration.ts";
import { createConnectionPool } from "../database/connection-pool.ts";
import { migrate } from "../database/migrate.ts";
import { MIGRATIONS } from "../database/migrations.ts";
import { faultNamed } from "../faults/gallery.ts";
import { assembleServices } from "./assemble-services.ts";
import { logSystemStates } from "./critical-systems.ts";
import { finalize } from "./finalize.ts";
import { openWebSocket } from "./open-web-socket.ts";
import { StartupTimeline } from "./startup-timeline.ts";
import { lookForClickHouse, validateDependencies } from "./validate-dependencies.ts";

/** A service that takes requests; `close` lets those under way finish and then lets go of everything. */
export interface RunningService {
  close(): Promise<void>;
}

/**
 * Brings the service up in seven phases; rejects with StartupFailure, after letting go of what was opened.
 */
export async function startService(environment: NodeJS.ProcessEnv, logger: Logger): Promise<RunningService> {
  await using opened = new AsyncDisposableStack();
  const timeline = new StartupTimeline(logger);
  const configuration = await timeline.phase("INIT", () => init(environment, logger));
  await timeline.phase("DEPENDENCIES", () => validateDependencies(configuration));
  const pool = await timeline.phase("DATABASE", () => openDatabase(configuration, logger, opened));
  const redis = await timeline.phase("CACHE", () => openCache(configuration, logger, opened));
  const responder = chooseResponder(configuration);
  const services = await timeline.phase("SERVICES", () =>
    assembleServices({ configuration, logger, pool, ...redis, responder }),
  );
  await timeline.phase("WEBSOCKET", () => openWebSocket(services));
  const { states, server } = await timeline.phase("FINALIZE", () => finalize(services, timeline));
  opened.defer(() => server.close());
  logSystemStates(logger, states, responder.kind);
  const { durationsMs, totalMs } = timeline;
  logger.info({ startupMs: totalMs, phases: durationsMs }, `Startup completed in ${totalMs} ms`);
  if (!configuration.CLICKHOUSE_REQUIRED) void lookForClickHouse(configuration, logger);
  const running = opened.move();
  return { close: () => running.disposeAsync() };
}

async function init(environment: NodeJS.ProcessEnv, logger: Logger): Promise<Configuration> {
  const configuration = readConfiguration(environment);
  const { FAULT, FAULT_ERROR_PERCENT, LOG_LEVEL } = configuration;
  logger.level = LOG_LEVEL;
  await faultNamed(FAULT).start?.(logger);
  // In words that no audit takes for an error: what the fault does is what has to be found, not this line.
  if (FAULT || FAULT_ERROR_PERCENT) logger.info({ FAULT, FAULT_ERROR_PERCENT }, "Set for the fault gallery");
  return configuration;
}

async function openDatabase(
  configuration: Configuration,
  logger: Logger,
  opened: AsyncDisposableStack,
): Promise<pg.Pool> {
  const pool = createConnectionPool(configuration, logger);
  opened.defer(() => pool.end());
  const applied = await migrate(pool, MIGRATIONS);
  logger.info({ applied, version: MIGRATIONS.at(-1)?.version }, "Database schema is up to date");
  return pool;
}

async function openCache(
  configuration: Configuration,
  logger: Logger,
  opened: AsyncDisposableStack,
): Promise<{ redis: Redis; subscriber: Redis }> {
  const redis = createRedisConnection(configuration, logger);
  const subscriber = createRedisConnection(configuration, logger);
  await Promise.all(
    [redis, subscriber].map(async (connection) => {
      opened.defer(() => connection.disconnect());
      await connection.connect();
    }),
  );
  return { redis, subscriber };
}
