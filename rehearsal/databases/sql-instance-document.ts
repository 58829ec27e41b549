/**
 * What the Cloud SQL Admin API says of an instance (https://cloud.google.com/sql/docs/postgres/admin-api/rest/v1/instances);
 * the connection name is `project:region:instance`.
 */
export function sqlInstanceDocument(
  connectionName: string,
  majorVersion: number,
  createTime: string,
): object {
  const [project = "", region = "", name = ""] = connectionName.split(":");
  return {
    kind: "sql#instance",
    name,
    project,
    region,
    connectionName,
    state: "RUNNABLE",
    databaseVersion: `POSTGRES_${majorVersion}`,
    instanceType: "CLOUD_SQL_INSTANCE",
    backendType: "SECOND_GEN",
    createTime,
    settings: { kind: "sql#settings", activationPolicy: "ALWAYS", settingsVersion: "1" },
  };
}

/** The name under which the store keeps it. */
export function sqlInstanceName(connectionName: string): string {
  const [project, , instance] = connectionName.split(":");
  return `projects/${project}/instances/${instance}`;
}
