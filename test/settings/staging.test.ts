import assert from "node:assert/strict";
import { loadSettingsFile } from "../../settings/load-settings-file.ts";
import { STAGING_FILE } from "./staging-settings.ts";

describe("Pulumi.staging.yaml", () => {
  const { settings } = loadSettingsFile(STAGING_FILE);
  const { backend } = settings.services;

  it("names the project, the region and the service of staging", () => {
    assert.deepEqual(
      [settings.project, settings.region, backend?.name],
      ["netra-staging", "us-central1", "netra-backend-staging"],
    );
  });

  it("declares the limits that staging's reports declare", () => {
    assert.deepEqual(
      {
        memoryMiB: backend?.memoryMiB,
        cpu: backend?.cpu,
        timeoutSeconds: backend?.timeoutSeconds,
        concurrency: backend?.concurrency,
        maxInstances: backend?.scaling.maxInstances,
        port: backend?.port,
        publicAccess: backend?.publicAccess,
      },
      {
        memoryMiB: 512,
        cpu: 1,
        timeoutSeconds: 300,
        concurrency: 1000,
        maxInstances: 10,
        port: 8000,
        publicAccess: true,
      },
    );
  });

  it("attaches the shared Cloud SQL instance, Redis and ClickHouse", () => {
    assert.equal(backend?.database?.instance, "netra-staging:us-central1:staging-shared-postgres");
    assert.equal(backend?.redis?.port, 6379);
    assert.equal(backend?.clickhouse?.required, false);
  });

  it("takes the JWT and OAuth secrets from Secret Manager", () => {
    const names = Object.keys(backend?.secrets ?? {});
    assert.deepEqual(names, ["JWT_SECRET_KEY", "SERVICE_SECRET", "OAUTH_CLIENT_SECRET"]);
  });

  it("sends all traffic to the latest revision", () => {
    assert.deepEqual(backend?.traffic, { strategy: "latest" });
  });
});
