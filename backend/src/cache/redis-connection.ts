import { createClient } from "@redis/client";
import type { Logger } from "pino";
import type { Configuration } from "../configuration.ts";

/** A client that reconnects by itself and, while it is cut off, fails commands at once instead of queueing them. */
export function createRedisConnection(configuration: Configuration, logger: Logger) {
  const client = createClient({
    socket: {
      host: configuration.REDIS_HOST,
      port: configuration.REDIS_PORT,
      connectTimeout: 3000,
      reconnectStrategy: (attempt) => Math.min(50 * 2 ** attempt, 2000),
    },
    disableOfflineQueue: true,
  });
  // Without a listener a lost connection would end the process.
  client.on("error", (error: Error) => logger.warn({ error: error.message }, "Redis connection error"));
  return client;
}

export type RedisConnection = ReturnType<typeof createRedisConnection>;
