import assert from "node:assert/strict";
import { resolve } from "node:path";
import { landscapeOf } from "../../cli/target/landscape.ts";
import { loadSettingsFile } from "../../settings/load-settings-file.ts";

describe("landscape", () => {
  const { settings } = loadSettingsFile(resolve("Pulumi.staging.yaml"));

  it("holds what the staging settings expect to be there", () => {
    assert.deepEqual(landscapeOf(settings), {
      project: "netra-staging",
      region: "us-central1",
      sqlInstances: [
        {
          connectionName: "netra-staging:us-central1:staging-shared-postgres",
          databases: [
            {
              name: "netra",
              owner: "netra",
              passwordSecret: { secret: "netra-staging-database-password", version: "1" },
            },
          ],
        },
      ],
      secrets: [
        { secret: "netra-staging-jwt-secret", version: "1" },
        { secret: "netra-staging-service-secret", version: "1" },
        { secret: "netra-staging-oauth-client-secret", version: "1" },
        { secret: "netra-staging-database-password", version: "1" },
      ],
      redis: true,
    });
  });

  it("names an instance and a secret once, however many services use them", () => {
    const backend = settings.services.backend;
    assert.ok(backend?.database);
    const database = { ...backend.database, name: "reports" };
    const two = { ...settings, services: { backend, reports: { ...backend, database, redis: undefined } } };
    const { sqlInstances, secrets } = landscapeOf(two);
    assert.deepEqual(
      sqlInstances.map(({ databases }) => databases.map(({ name }) => name)),
      [["netra", "reports"]],
    );
    assert.equal(secrets.length, 4);
  });

  it("wants no Redis where no service does", () => {
    const { backend } = settings.services;
    assert.ok(backend);
    const without = { ...settings, services: { backend: { ...backend, redis: undefined } } };
    assert.equal(landscapeOf(without).redis, false);
  });
});
