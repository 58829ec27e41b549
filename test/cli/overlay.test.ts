import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { overlayText, tokenIsInTheClear } from "../../cli/target/overlay.ts";
import { loadSettingsFile } from "../../settings/load-settings-file.ts";

const endpoint = {
  apiUrl: "http://127.0.0.1:18080",
  registry: "127.0.0.1:15000",
  accessToken: "token",
  rehearsalId: "5251",
  redis: { host: "redis.rehearsal", port: 6390 },
};
const standIns = new Map([["node:24-alpine", "stage.local/stand-in/node:24-busybox"]]);

describe("rehearsal overlay", () => {
  const { settings, document } = loadSettingsFile(resolve("Pulumi.staging.yaml"));
  const overlay = (former?: string) => overlayText(document, settings, endpoint, standIns, former);

  it("points every endpoint of the gcp provider at the local cloud", () => {
    const { config } = parse(overlay());
    assert.equal(config["gcp:accessToken"], "token");
    assert.equal(config["gcp:cloudRunV2CustomEndpoint"], "http://127.0.0.1:18080/v2/");
    assert.equal(config["gcp:sqlCustomEndpoint"], "http://127.0.0.1:18080/sql/v1beta4/");
    const endpoints = Object.entries(config).filter(([key]) => key.endsWith("CustomEndpoint"));
    assert.equal(endpoints.length, 9);
    for (const [, value] of endpoints) assert.match(String(value), /^http:\/\/127\.0\.0\.1:18080\/.*\/$/);
  });

  it("changes registry, Redis and stood-in bases, and nothing else of the people's settings", () => {
    const before = parse(document.toString()).config;
    const { config } = parse(overlay());
    const expected = structuredClone(before);
    expected["netra-backend:repository"].registry = "127.0.0.1:15000";
    const backend = expected["netra-backend:services"].backend;
    backend.image.baseImage = "stage.local/stand-in/node:24-busybox";
    backend.redis = { host: "redis.rehearsal", port: 6390 };
    for (const key of Object.keys(expected)) assert.deepEqual(config[key], expected[key], key);
    assert.deepEqual(config["netra-backend:rehearsal"], {
      standInBases: ["stage.local/stand-in/node:24-busybox"],
    });
  });

  it("is valid as settings", () => {
    const folder = mkdtempSync(join(tmpdir(), "overlay-"));
    const file = join(folder, "Pulumi.staging.yaml");
    writeFileSync(file, overlay());
    const read = loadSettingsFile(file).settings;
    assert.deepEqual(read.rehearsal.standInBases, ["stage.local/stand-in/node:24-busybox"]);
    assert.equal(read.services.backend?.memoryMiB, 512);
    rmSync(folder, { recursive: true });
  });

  it("keeps how the former overlay encrypts, and never the real stack's way", () => {
    const real = document.clone() as typeof document;
    real.set("encryptionsalt", "v1:real");
    real.set("secretsprovider", "gcpkms://key");
    const fresh = parse(overlayText(real, settings, endpoint, standIns, undefined));
    assert.deepEqual([fresh.encryptionsalt, fresh.secretsprovider], [undefined, undefined]);
    const again = parse(overlayText(real, settings, endpoint, standIns, "encryptionsalt: v1:own\n"));
    assert.deepEqual([again.encryptionsalt, again.secretsprovider], ["v1:own", undefined]);
    const former = "secretsprovider: hashivault://state\nencryptedkey: abc\n";
    const keyed = parse(overlayText(real, settings, endpoint, standIns, former));
    assert.deepEqual([keyed.secretsprovider, keyed.encryptedkey], ["hashivault://state", "abc"]);
    assert.equal(keyed.encryptionsalt, undefined);
  });

  it("keeps the token that the engine has encrypted, as long as it is of the same rehearsal", () => {
    assert.equal(tokenIsInTheClear(overlay()), true);
    const encrypted = overlay("encryptionsalt: v1:own\n").replace(
      "gcp:accessToken: token",
      "gcp:accessToken:\n    secure: v1:cipher",
    );
    const again = overlay(encrypted);
    assert.equal(again, encrypted);
    assert.equal(tokenIsInTheClear(again), false);
    const another = overlayText(document, settings, { ...endpoint, rehearsalId: "77" }, standIns, encrypted);
    assert.equal(tokenIsInTheClear(another), true);
  });

  it("leaves the document that it was made from as it was", () => {
    const before = document.toString();
    overlay();
    assert.equal(document.toString(), before);
  });
});
