import assert from "node:assert/strict";
import { instanceAddress } from "../../components/database.ts";
import { distinctSecrets, secretReferences } from "../../components/secret-bindings.ts";
import { serviceTemplate } from "../../components/service-template.ts";
import { backendWith, type RawService } from "../settings/staging-settings.ts";

const facts = { image: "r/p/i@sha256:aa", serviceAccount: "netra@p.iam.gserviceaccount.com" };

function template(changes: RawService = {}) {
  return serviceTemplate(backendWith(changes), facts);
}

function container(changes: RawService = {}) {
  const [only] = template(changes).containers;
  assert.ok(only);
  return only;
}

describe("serviceTemplate", () => {
  it("carries staging's limits in the API's units", () => {
    const { timeout, maxInstanceRequestConcurrency, scaling, executionEnvironment, serviceAccount } =
      template();
    assert.deepEqual(
      { timeout, maxInstanceRequestConcurrency, scaling, executionEnvironment, serviceAccount },
      {
        timeout: "300s",
        maxInstanceRequestConcurrency: 1000,
        scaling: { minInstanceCount: 0, maxInstanceCount: 10 },
        executionEnvironment: "EXECUTION_ENVIRONMENT_GEN2",
        serviceAccount: facts.serviceAccount,
      },
    );
    assert.deepEqual(container().resources, {
      limits: { cpu: "1", memory: "512Mi" },
      cpuIdle: true,
      startupCpuBoost: true,
    });
    assert.deepEqual(container().ports, { name: "http1", containerPort: 8000 });
  });

  it("tells the service where everything is, by variables in the order of their names", () => {
    const { envs } = container();
    assert.deepEqual(
      envs.map(({ name }) => name),
      envs.map(({ name }) => name).toSorted(),
    );
    const values = Object.fromEntries(
      envs.map(({ name, value, valueSource }) => [name, value ?? valueSource]),
    );
    const secret = (id: string) => ({ secretKeyRef: { secret: id, version: "1" } });
    assert.deepEqual(values, {
      CLICKHOUSE_HOST: "clickhouse.staging.netrasystems.ai",
      CLICKHOUSE_PORT: "8443",
      CLICKHOUSE_REQUIRED: "false",
      DATABASE_HOST: "/cloudsql/netra-staging:us-central1:staging-shared-postgres",
      DATABASE_NAME: "netra",
      DATABASE_PASSWORD: secret("netra-staging-database-password"),
      DATABASE_USER: "netra",
      ENVIRONMENT: "staging",
      JWT_SECRET_KEY: secret("netra-staging-jwt-secret"),
      LOG_LEVEL: "info",
      OAUTH_CLIENT_SECRET: secret("netra-staging-oauth-client-secret"),
      REDIS_HOST: "10.0.0.3",
      REDIS_PORT: "6379",
      SERVICE_SECRET: secret("netra-staging-service-secret"),
    });
  });

  it("mounts the database's socket", () => {
    assert.deepEqual(template().volumes, [
      {
        name: "cloudsql",
        cloudSqlInstance: { instances: ["netra-staging:us-central1:staging-shared-postgres"] },
      },
    ]);
    assert.deepEqual(container().volumeMounts, [{ name: "cloudsql", mountPath: "/cloudsql" }]);
  });

  it("probes by HTTP, or by TCP where no path is given", () => {
    assert.deepEqual(container().startupProbe, {
      initialDelaySeconds: 0,
      periodSeconds: 1,
      timeoutSeconds: 1,
      failureThreshold: 60,
      httpGet: { path: "/health", port: 8000 },
    });
    const { startupProbe, livenessProbe } = container({ probes: { startup: { periodSeconds: 5 } } });
    assert.deepEqual(startupProbe, {
      initialDelaySeconds: 0,
      periodSeconds: 5,
      timeoutSeconds: 1,
      failureThreshold: 3,
      tcpSocket: { port: 8000 },
    });
    assert.equal(livenessProbe, undefined);
  });

  it("mounts secret files, a volume for each folder", () => {
    const tls = (version: string) => ({ secret: "tls", version });
    const changes = {
      database: undefined,
      secretFiles: {
        "/etc/tls/b.key": tls("2"),
        "/etc/tls/a.crt": tls("1"),
        "/etc/app/x": { secret: "x", version: 3 },
      },
    };
    assert.deepEqual(template(changes).volumes, [
      { name: "secret-etc-app", secret: { secret: "x", items: [{ path: "x", version: "3" }] } },
      {
        name: "secret-etc-tls",
        secret: {
          secret: "tls",
          items: [
            { path: "a.crt", version: "1" },
            { path: "b.key", version: "2" },
          ],
        },
      },
    ]);
    assert.deepEqual(container(changes).volumeMounts, [
      { name: "secret-etc-app", mountPath: "/etc/app" },
      { name: "secret-etc-tls", mountPath: "/etc/tls" },
    ]);
  });

  it("goes out through a VPC where one is given", () => {
    const vpc = { network: "default", subnetwork: "staging", egress: "all-traffic" };
    assert.deepEqual((template({ vpc }) as { vpcAccess?: unknown }).vpcAccess, {
      networkInterfaces: [{ network: "default", subnetwork: "staging" }],
      egress: "ALL_TRAFFIC",
    });
  });
});

describe("secretReferences", () => {
  it("finds each secret once, whether variable, file or password", () => {
    const service = backendWith({
      secrets: { A: { secret: "shared", version: 1 }, B: { secret: "shared", version: 2 } },
      secretFiles: { "/etc/x/y": { secret: "file", version: 1 } },
    });
    assert.deepEqual(distinctSecrets(secretReferences(service)), [
      "file",
      "netra-staging-database-password",
      "shared",
    ]);
  });
});

describe("instanceAddress", () => {
  it("takes a connection name apart, a domain's project included", () => {
    assert.deepEqual(instanceAddress("p:us-central1:db"), { project: "p", instance: "db" });
    assert.deepEqual(instanceAddress("example.com:p:us-central1:db"), {
      project: "example.com:p",
      instance: "db",
    });
  });
});
