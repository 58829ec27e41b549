import * as z from "zod";
import { field } from "./field.ts";
import { hostField, portField } from "./network-address.ts";

/** Redis; the service gets REDIS_HOST and REDIS_PORT. */
export const redisSchema = field(
  z
    .strictObject({ host: hostField("Redis", "10.0.0.3"), port: portField("Port of Redis.", 6379) })
    .optional(),
  {
    description: "Redis, handed on as REDIS_HOST and REDIS_PORT. A private address needs vpc.",
    expected: "a map with host and port",
    example: "{ host: 10.0.0.3, port: 6379 }",
  },
);

export type RedisSettings = NonNullable<z.output<typeof redisSchema>>;
