import type { SqlInstanceDocument } from "../../contract.ts";
import type { Cloud, Handler, Handlers } from "../cloud.ts";
import { notFound } from "../google-error.ts";

interface InstanceRequest {
  project: string;
  instance: string;
}

/** The same methods in both versions of the API. */
const VERSIONS = ["google.cloud.sql.v1beta4", "google.cloud.sql.v1"];

/** Cloud SQL Admin, to read: https://cloud.google.com/sql/docs/postgres/admin-api/rest/v1beta4/instances */
export function sqlHandlers(cloud: Cloud): Handlers {
  const methods: Record<string, Handler<never>> = {
    "SqlInstancesService.Get": (request: InstanceRequest) => instanceJson(cloud, existing(cloud, request)),
    "SqlInstancesService.List": () => ({
      kind: "sql#instancesList",
      items: cloud.store
        .list<SqlInstanceDocument>("sqlInstances")
        .map((document) => instanceJson(cloud, document)),
    }),
    "SqlDatabasesService.Get": (request: InstanceRequest & { database: string }) => {
      const document = existing(cloud, request);
      const database = document.databases.find((name) => name === request.database);
      if (database === undefined) throw notFound("Not Found");
      return databaseJson(cloud, document, database);
    },
    "SqlDatabasesService.List": (request: InstanceRequest) => {
      const document = existing(cloud, request);
      const items = document.databases.map((name) => databaseJson(cloud, document, name));
      return { kind: "sql#databasesList", items };
    },
  };
  const versioned = VERSIONS.map((version) =>
    Object.entries(methods).map(([name, handler]) => [`${version}.${name}`, handler]),
  );
  return Object.fromEntries(versioned.flat());
}

function existing({ store, project }: Cloud, { instance }: InstanceRequest): SqlInstanceDocument {
  const document = store
    .list<SqlInstanceDocument>("sqlInstances", `${project}:`)
    .find(({ connectionName }) => connectionName.endsWith(`:${instance}`));
  if (!document) throw notFound("The Cloud SQL instance does not exist.");
  return document;
}

/** What is kept, with what follows from it. */
function instanceJson(
  { project }: Cloud,
  { databases: _databases, ...document }: SqlInstanceDocument,
): object {
  const [, region = "", name = ""] = document.connectionName.split(":");
  return {
    kind: "sql#instance",
    state: "RUNNABLE",
    instanceType: "CLOUD_SQL_INSTANCE",
    backendType: "SECOND_GEN",
    ...document,
    name,
    project,
    region,
    selfLink: `https://sqladmin.googleapis.com/sql/v1beta4/projects/${project}/instances/${name}`,
  };
}

function databaseJson({ project }: Cloud, { connectionName }: SqlInstanceDocument, name: string): object {
  const instance = connectionName.split(":").at(-1);
  const selfLink = `https://sqladmin.googleapis.com/sql/v1beta4/projects/${project}/instances/${instance}/databases/${name}`;
  return {
    kind: "sql#database",
    charset: "UTF8",
    collation: "en_US.UTF8",
    name,
    instance,
    project,
    selfLink,
  };
}
