import * as sql from "@pulumi/gcp/sql/getDatabaseInstance.js";
import * as pulumi from "@pulumi/pulumi";
import { Fault } from "../faults/fault.ts";
import type { DatabaseSettings } from "../settings/database.ts";
import { secretVariable } from "./secret-bindings.ts";
import type { Variable, Volume, VolumeMount } from "./template-parts.ts";

/** Where Cloud Run puts the sockets: https://cloud.google.com/sql/docs/postgres/connect-run */
const SOCKET_FOLDER = "/cloudsql";

export interface DatabaseArgs {
  database: DatabaseSettings;
}

/** The Cloud SQL instance of a service, looked up so that a missing one fails the preview rather than the revision. */
export class Database extends pulumi.ComponentResource {
  /** `project:region:instance` */
  readonly connectionName: string;
  /**
   * Settles once the instance was read; rejects with Fault `database-instance-unavailable`. No output depends on it, as
   * every one of them would report the same failure again.
   */
  readonly found: Promise<void>;

  constructor(name: string, { database }: DatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("stage:components:Database", name, {}, opts);
    this.connectionName = database.instance;
    this.found = lookUp(database.instance, this);
    this.registerOutputs({ connectionName: this.connectionName });
  }
}

/** The parts of a connection name; a project of a domain has a colon of its own. */
export function instanceAddress(connectionName: string): { project: string; instance: string } {
  const parts = connectionName.split(":");
  return { project: parts.slice(0, -2).join(":"), instance: parts.at(-1) ?? "" };
}

/** What the service is told about its database. */
export function databaseVariables(database: DatabaseSettings): Variable[] {
  return [
    { name: "DATABASE_HOST", value: `${SOCKET_FOLDER}/${database.instance}` },
    { name: "DATABASE_NAME", value: database.name },
    { name: "DATABASE_USER", value: database.user },
    secretVariable("DATABASE_PASSWORD", database.passwordSecret),
  ];
}

/** The volume that puts the instance's socket into the container. */
export function databaseVolume({ instance }: DatabaseSettings): { volume: Volume; volumeMount: VolumeMount } {
  return {
    volume: { name: "cloudsql", cloudSqlInstance: { instances: [instance] } },
    volumeMount: { name: "cloudsql", mountPath: SOCKET_FOLDER },
  };
}

async function lookUp(connectionName: string, parent: pulumi.Resource): Promise<void> {
  const { project, instance } = instanceAddress(connectionName);
  try {
    await sql.getDatabaseInstance({ project, name: instance }, { parent });
  } catch (cause) {
    throw unavailable(connectionName, cause);
  }
}

function unavailable(connectionName: string, cause: unknown): Fault {
  return new Fault({
    code: "database-instance-unavailable",
    outcome: "cloud",
    summary: `the Cloud SQL instance ${connectionName} cannot be read`,
    evidence: [cause instanceof Error ? cause.message : String(cause)],
    next: "check database.instance, and that the deploying account has roles/cloudsql.viewer",
    cause,
  });
}
