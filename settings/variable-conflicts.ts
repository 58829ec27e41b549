import type { Finding } from "../faults/fault.ts";
import type { ServiceSettings } from "./service.ts";

type Sources = Pick<ServiceSettings, "env" | "secrets" | "secretFiles" | "database" | "redis" | "clickhouse">;

/** The environment variables that an attached section sets by itself. */
export const VARIABLES_OF_SECTION = {
  database: ["DATABASE_HOST", "DATABASE_NAME", "DATABASE_USER", "DATABASE_PASSWORD"],
  redis: ["REDIS_HOST", "REDIS_PORT"],
  clickhouse: ["CLICKHOUSE_HOST", "CLICKHOUSE_PORT", "CLICKHOUSE_REQUIRED"],
} as const;

/** No variable may come from two places, and no folder of secret files from two secrets. */
export function checkVariableConflicts(sources: Partial<Sources>): Finding[] {
  return [...checkVariables(sources), ...checkFolders(sources.secretFiles ?? {})];
}

function checkVariables(sources: Partial<Sources>): Finding[] {
  const origins = new Map<string, string>();
  for (const section of ["database", "redis", "clickhouse"] as const) {
    if (!sources[section]) continue;
    for (const name of VARIABLES_OF_SECTION[section]) origins.set(name, section);
  }
  const findings: Finding[] = [];
  for (const section of ["env", "secrets"] as const) {
    for (const name of Object.keys(sources[section] ?? {})) {
      const origin = origins.get(name);
      if (origin === undefined) origins.set(name, section);
      else
        findings.push({
          path: `${section}.${name}`,
          expected: "each variable from one place",
          actual: `${origin} sets ${name} too`,
        });
    }
  }
  return findings;
}

/** Cloud Run mounts one secret per folder: https://cloud.google.com/run/docs/configuring/services/secrets */
function checkFolders(secretFiles: Sources["secretFiles"]): Finding[] {
  const secretOfFolder = new Map<string, string>();
  return Object.entries(secretFiles).flatMap(([path, { secret }]) => {
    const folder = path.slice(0, path.lastIndexOf("/"));
    const first = secretOfFolder.get(folder) ?? secret;
    secretOfFolder.set(folder, first);
    if (first === secret) return [];
    return [
      {
        path: `secretFiles.${path}`,
        expected: `versions of one secret in ${folder}`,
        actual: `${secret} beside ${first}`,
      },
    ];
  });
}
