import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Fault } from "../../faults/fault.ts";
import { readStackConfig } from "../../settings/stack-config.ts";
import { rawStaging } from "./staging-settings.ts";

/** The config as the engine hands it over: maps and lists as JSON. */
async function handOver(secretKeys: string[] = [], others: Record<string, string> = {}): Promise<void> {
  const noCloud = () => {
    throw new Error("reading the config must not call the engine");
  };
  await pulumi.runtime.setMocks({ call: noCloud, newResource: noCloud }, "netra-backend", "staging");
  const { project, region, ...own } = rawStaging();
  const config = Object.entries(own).map(([key, value]) => [`netra-backend:${key}`, JSON.stringify(value)]);
  pulumi.runtime.setAllConfig({
    "gcp:project": String(project),
    "gcp:region": String(region),
    "gcp:accessToken": "token",
    ...Object.fromEntries(config),
    ...others,
  });
  process.env.PULUMI_CONFIG_SECRET_KEYS = JSON.stringify(secretKeys);
}

describe("readStackConfig", () => {
  afterEach(() => {
    delete process.env.PULUMI_CONFIG_SECRET_KEYS;
  });

  it("reads the settings that the engine hands over", async () => {
    await handOver(["gcp:accessToken"]);
    const settings = readStackConfig();
    assert.equal(settings.project, "netra-staging");
    assert.equal(settings.services.backend?.memoryMiB, 512);
  });

  it("reports keys that nothing reads in the words that the commands have for them", async () => {
    await handOver([], { "netra-backend:foo": "1", "netra-backnd:labels": "{}", "pulumi:tags": "{}" });
    assert.throws(readStackConfig, (error) => {
      assert.ok(error instanceof Fault);
      assert.deepEqual(
        error.findings.map(({ path, actual }) => `${path}: ${actual}`),
        ["netra-backend:foo: an unknown key", "netra-backnd:labels: an unknown namespace"],
      );
      return true;
    });
  });

  it("refuses encrypted settings, which would reach the state in the clear", async () => {
    await handOver(["netra-backend:services"]);
    assert.throws(readStackConfig, (error) => {
      assert.ok(error instanceof Fault);
      assert.equal(error.code, "settings-encrypted");
      assert.deepEqual(
        error.findings.map(({ path }) => path),
        ["services"],
      );
      return true;
    });
  });
});
