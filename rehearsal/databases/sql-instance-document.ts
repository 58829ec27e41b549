import type { Landscape, SqlInstanceDocument } from "../contract.ts";

/** What the Cloud SQL Admin API shall say of an instance that PostgreSQL stands for. */
export function sqlInstanceDocument(
  { connectionName, databases }: Landscape["sqlInstances"][number],
  majorVersion: number,
): SqlInstanceDocument {
  return {
    connectionName,
    databaseVersion: `POSTGRES_${majorVersion}`,
    databases: [...new Set(["postgres", ...databases.map(({ name }) => name)])],
  };
}
