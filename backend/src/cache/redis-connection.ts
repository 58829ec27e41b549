import { Redis } from "ioredis";
import type { Logger } from "pino";
import type { Configuration } from "../configuration.ts";

/**
 * A connection that is opened by `connect()`, reconnects by itself and, while it is cut off, fails commands
 * at once instead of queueing them.
 */
export function createRedisConnection(configuration: Configuration, logger: Logger): Redis {
  const connection = new Redis({
    host: configuration.REDIS_HOST,
    port: configuration.REDIS_PORT,
    lazyConnect: true,
    connectTimeout: 3000,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt) => Math.min(50 * 2 ** attempt, 2000),
  });
  // Without a listener each failed attempt to reconnect would be printed to standard error.
  connection.on("error", (error) => logger.warn({ error: error.message }, "Redis connection error"));
  return connection;
}
