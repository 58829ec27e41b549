import type pg from "pg";
import type { Landscape, SecretReader } from "../contract.ts";
import type { PostgresCluster } from "./postgres-cluster.ts";
import { withSuperuser } from "./postgres-connection.ts";

type Databases = Landscape["sqlInstances"][number]["databases"];

/**
 * Makes the roles and databases that the services expect, and sets the roles' passwords to what their secrets say now. A role
 * without a secret cannot log in with a password.
 */
export async function provideDatabases(
  cluster: PostgresCluster,
  databases: Databases,
  secrets: SecretReader,
  project: string,
): Promise<void> {
  await withSuperuser(cluster.socketDirectory, cluster.superuserPassword, async (client) => {
    for (const { name, owner, passwordSecret } of databases) {
      await provideRole(client, owner);
      if (passwordSecret) {
        const { secret, version } = passwordSecret;
        const password = secrets.access(project, secret, version).toString("utf8");
        await client.query(
          `ALTER ROLE ${client.escapeIdentifier(owner)} PASSWORD ${client.escapeLiteral(password)}`,
        );
      }
      await provideDatabase(client, name, owner);
    }
  });
}

async function provideRole(client: pg.Client, role: string): Promise<void> {
  const { rowCount } = await client.query("SELECT 1 FROM pg_roles WHERE rolname = $1", [role]);
  if (rowCount) return;
  await client.query(`CREATE ROLE ${client.escapeIdentifier(role)} LOGIN CREATEDB CREATEROLE`);
}

async function provideDatabase(client: pg.Client, name: string, owner: string): Promise<void> {
  const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
  if (rowCount) return;
  await client.query(
    `CREATE DATABASE ${client.escapeIdentifier(name)} OWNER ${client.escapeIdentifier(owner)}`,
  );
}
