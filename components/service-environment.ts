import type { ServiceSettings } from "../settings/service.ts";
import { databaseVariables } from "./database.ts";
import { secretVariable } from "./secret-bindings.ts";
import type { Variable } from "./template-parts.ts";

/** All environment variables of a service, by name: the order must not make a new revision. */
export function serviceEnvironment(service: ServiceSettings): Variable[] {
  const { database, redis, clickhouse, env, secrets } = service;
  const variables: Variable[] = [
    ...Object.entries(env).map(([name, value]) => ({ name, value })),
    ...Object.entries(secrets).map(([name, reference]) => secretVariable(name, reference)),
    ...(database ? databaseVariables(database) : []),
    ...(redis
      ? [
          { name: "REDIS_HOST", value: redis.host },
          { name: "REDIS_PORT", value: String(redis.port) },
        ]
      : []),
    ...(clickhouse
      ? [
          { name: "CLICKHOUSE_HOST", value: clickhouse.host },
          { name: "CLICKHOUSE_PORT", value: String(clickhouse.port) },
          { name: "CLICKHOUSE_REQUIRED", value: String(clickhouse.required) },
        ]
      : []),
  ];
  return variables.sort((a, b) => (a.name < b.name ? -1 : 1));
}
