import { isDeepStrictEqual } from "node:util";
import type { ServiceSettings } from "../../../settings/service.ts";
import { isTree } from "../property-tree.ts";
import type { WithoutSecrets } from "../say-value.ts";
import { type Acceptance, refused, setting } from "./setting-change.ts";

/** The setting of an environment variable; undefined where the path is none's. */
export function environmentVariable(
  path: string,
  live: unknown,
  service: ServiceSettings,
  withoutSecrets: WithoutSecrets,
): Acceptance | undefined {
  const name = /\.envs\[([^\]]+)\]$/.exec(path)?.[1];
  if (name === undefined) return undefined;
  const home = name in service.env ? "env" : name in service.secrets ? "secrets" : undefined;
  if (live === undefined) {
    return home ? setting([home, name], undefined) : refused(MADE);
  }
  const { value, valueSource } = isTree(live) ? live : {};
  const reference = isTree(valueSource) ? valueSource.secretKeyRef : undefined;
  if (isTree(reference)) {
    if (home === "env") return refused("it is a plain variable in the settings: take it out of env first");
    return setting(["secrets", name], { secret: reference.secret, version: reference.version });
  }
  if (home === "secrets")
    return refused("the settings take it from Secret Manager, which is where it belongs");
  if (!isDeepStrictEqual(withoutSecrets(live, name), live)) {
    return refused("it looks like a secret: put it into Secret Manager and refer to it under secrets");
  }
  return home === undefined && isMade(name, service) ? refused(MADE) : setting(["env", name], value ?? "");
}

const MADE = "it is made from the settings of database, redis or clickhouse";

function isMade(name: string, { database, redis, clickhouse }: ServiceSettings): boolean {
  return (
    (database !== undefined && name.startsWith("DATABASE_")) ||
    (redis !== undefined && name.startsWith("REDIS_")) ||
    (clickhouse !== undefined && name.startsWith("CLICKHOUSE_"))
  );
}
