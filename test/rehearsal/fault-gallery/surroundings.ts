import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Docker from "dockerode";
import { readEndpoint } from "../../../rehearsal/daemon/endpoint-file.ts";
import { rehearsalPaths } from "../../../rehearsal/daemon/paths.ts";
import { withSuperuser } from "../../../rehearsal/databases/postgres-connection.ts";
import type { TlsFront } from "./tls-front.ts";

/** What a service stands on, and what can be done to it while the service runs. */
export interface Surroundings {
  /** Each breaks something and gives what mends it. */
  faults: Record<
    "databaseRefused" | "redisGone" | "secretDisabled" | "wrongTlsName",
    () => Promise<() => Promise<unknown> | unknown>
  >;
}

const INSTANCE = "netra-staging:us-central1:staging-shared-postgres";
const SECRET = "projects/netra-staging/secrets/netra-staging-jwt-secret/versions/1";

/** Those of the rehearsal in a checkout. */
export function surroundingsOf(projectDir: string, front: TlsFront): Surroundings {
  const paths = rehearsalPaths(projectDir);
  const sql = (statement: string) => {
    const directory = paths.postgresOf(INSTANCE);
    const password = readFileSync(join(directory, "superuser-password"), "utf8").trim();
    return withSuperuser(join(directory, "socket"), password, (client) => client.query(statement));
  };
  const endpoint = () => {
    const found = readEndpoint(paths.endpoint);
    assert.ok(found, "no local cloud runs");
    return found;
  };
  const changeSecret = async (verb: "disable" | "enable") => {
    const { apiUrl, accessToken } = endpoint();
    const headers = { authorization: `Bearer ${accessToken}`, "content-type": "application/json" };
    const answer = await fetch(`${apiUrl}/v1/${SECRET}:${verb}`, { method: "POST", headers, body: "{}" });
    assert.equal(answer.status, 200, await answer.text());
  };
  return {
    faults: {
      async databaseRefused() {
        await sql("ALTER ROLE netra NOLOGIN");
        await sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'netra'");
        return () => sql("ALTER ROLE netra LOGIN");
      },
      async redisGone() {
        const forwarder = new Docker().getContainer(`stage-rehearsal-${endpoint().rehearsalId}-redis`);
        await forwarder.stop({ t: 0 });
        return () => forwarder.start();
      },
      async secretDisabled() {
        await changeSecret("disable");
        return () => changeSecret("enable");
      },
      async wrongTlsName() {
        front.useCertificateFor("other.example.com");
        return () => front.useCertificateFor("localhost");
      },
    },
  };
}
