import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exportLines } from "../../cli/print/export-lines.ts";
import { locateProject } from "../../cli/project.ts";
import { foreignVariables, gcloudEnvironment } from "../../cli/target/gcloud-environment.ts";

describe("the environment in which gcloud acts on the rehearsal", () => {
  let folder: string;
  let environment: Record<string, string>;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "stage-gcloud-"));
    environment = gcloudEnvironment(locateProject(folder), {
      project: "netra-staging",
      region: "us-central1",
      apiUrl: "http://127.0.0.1:18080",
      accessToken: "of-the-rehearsal",
    });
  });
  after(() => rmSync(folder, { recursive: true }));

  it("names the local cloud as gcloud's HTTP proxy, and plain HTTP for every API, so that no tunnel is needed", () => {
    const {
      CLOUDSDK_PROXY_TYPE: type,
      CLOUDSDK_PROXY_ADDRESS: address,
      CLOUDSDK_PROXY_PORT: port,
    } = environment;
    assert.deepEqual([type, address, port], ["http", "127.0.0.1", "18080"]);
    const endpoints = Object.entries(environment).filter(([name]) => name.includes("ENDPOINT_OVERRIDES"));
    assert.ok(endpoints.length > 0);
    for (const [, endpoint] of endpoints) assert.match(endpoint, /^http:\/\/[a-z]+\.googleapis\.com\/$/);
  });

  it("holds no secret: the token is in a file of its owner", () => {
    const file = environment.CLOUDSDK_AUTH_ACCESS_TOKEN_FILE ?? "";
    assert.equal(readFileSync(file, "utf8"), "of-the-rehearsal");
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.ok(!exportLines(environment).includes("of-the-rehearsal"));
  });

  it("leaves out a person's own settings, credentials and proxies, not how gcloud is run", () => {
    const own = {
      CLOUDSDK_CORE_PROJECT: "production",
      CLOUDSDK_AUTH_ACCESS_TOKEN: "secret",
      CLOUDSDK_PYTHON: "/usr/bin/python3",
      CLOUDSDK_CORE_DISABLE_PROMPTS: "1",
      GOOGLE_APPLICATION_CREDENTIALS: "/key.json",
      HTTPS_PROXY: "http://proxy",
      no_proxy: "googleapis.com",
      PATH: "/bin",
    };
    assert.deepEqual(foreignVariables(own), [
      "CLOUDSDK_CORE_PROJECT",
      "CLOUDSDK_AUTH_ACCESS_TOKEN",
      "GOOGLE_APPLICATION_CREDENTIALS",
      "HTTPS_PROXY",
      "no_proxy",
    ]);
  });
});

describe("lines for a shell", () => {
  it("quote what a shell would not take as one word", () => {
    assert.equal(
      exportLines({ A: "http://127.0.0.1:1/", B: "it's two words" }),
      "export A=http://127.0.0.1:1/\nexport B='it'\\''s two words'",
    );
  });
});
