import assert from "node:assert/strict";
import { Fault } from "../../faults/fault.ts";
import { formatFault } from "../../faults/format.ts";
import { parseSettings } from "../../settings/parse-settings.ts";
import { serviceSchema } from "../../settings/service.ts";
import { type RawSettings, rawStaging } from "./staging-settings.ts";

/** The fault that settings raise, as it is printed. */
function faultOf(raw: unknown): Fault {
  try {
    parseSettings(raw, { fileName: "Pulumi.staging.yaml" });
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new assert.AssertionError({ message: "the settings were accepted" });
}

function linesOf(raw: unknown): string[] {
  return formatFault(faultOf(raw))
    .split("\n")
    .map((line) => line.trim());
}

describe("parseSettings", () => {
  it("accepts what staging says", () => {
    assert.equal(parseSettings(rawStaging()).services.backend?.name, "netra-backend-staging");
  });

  it("reports ten faults as ten findings at once, each with path, expected, example and actual", () => {
    const raw: RawSettings & { services: { backend: Record<string, unknown> } } = rawStaging();
    raw.project = "Netra Staging";
    raw.colour = "blue";
    const { backend } = raw.services;
    backend.cpu = 3;
    backend.memoryMiB = 64;
    backend.timeout = 300;
    backend.scaling = { minInstances: 20, maxInstances: 10 };
    backend.env = { PORT: "8000" };
    backend.traffic = { strategy: "split", revisions: { a: 60, b: 60 } };
    backend.database = undefined;
    backend.probes = { startup: { path: "/health", periodSeconds: 10, failureThreshold: 100 } };
    backend.secrets = { JWT_SECRET_KEY: { secret: "jwt", version: "newest" } };
    assert.deepEqual(linesOf(raw), [
      "Pulumi.staging.yaml: 10 settings are wrong [settings-invalid]",
      'gcp:project: expected a project ID (6 to 30 lower-case letters, digits and hyphens), for example netra-staging; found "Netra Staging"',
      "services.backend.cpu: expected 1, 2, 4, 6 or 8 CPUs, or a fraction from 0.08 to below 1, for example 1; found 3",
      "services.backend.memoryMiB: expected a whole number of MiB from 128 to 32768, for example 512; found 64",
      'services.backend.env.PORT: expected a variable name of letters, digits and _ that Cloud Run does not reserve (PORT, K_SERVICE, K_REVISION, K_CONFIGURATION, X_GOOGLE_…), for example LOG_LEVEL; found "PORT"',
      'services.backend.secrets.JWT_SECRET_KEY.version: expected a version number or latest, for example "1"; found a text (not shown)',
      `services.backend.timeout: expected one of ${Object.keys(serviceSchema.shape).join(", ")}, for example timeoutSeconds; found an unknown key`,
      "colour: expected one of project, region, labels, repository, services, rehearsal; found an unknown key",
      "services.backend.scaling.minInstances: expected at most scaling.maxInstances (10), for example 0; found 20",
      "services.backend.probes.startup.failureThreshold: expected failureThreshold times periodSeconds of at most 240 s, for example 24; found 100 x 10 s = 1000 s",
      "services.backend.traffic.revisions: expected shares that add up to 100 %, for example { netra-backend-staging-0a1b2c3d4e: 50, netra-backend-staging-5f6a7b8c9d: 50 }; found 120 %",
      "next: correct them; every key is explained in docs/settings.md",
    ]);
  });

  it("ends with exit code 2", () => {
    assert.equal(faultOf({}).exitCode, 2);
  });

  it("names everything that is missing from nothing", () => {
    assert.deepEqual(
      faultOf(undefined).findings.map(({ path, actual }) => `${path}: ${actual}`),
      ["gcp:project: nothing", "gcp:region: nothing", "repository: nothing", "services: nothing"],
    );
  });

  it("wants at least one service", () => {
    assert.deepEqual(
      faultOf({ ...rawStaging(), services: {} }).findings.map(({ path }) => path),
      ["services"],
    );
  });

  it("never prints what stands where secrets are put by mistake", () => {
    const raw = rawStaging();
    raw.services.backend.secrets = { JWT: "hunter2-plain", KEY: { secret: "hunter2 pasted", version: "1" } };
    raw.services.backend.env = { TOKEN: ["hunter2-listed"], COUNT: 271828 };
    raw.services.backend.image.buildArgs = { NPM_TOKEN: 314159 };
    const text = formatFault(faultOf(raw));
    assert.equal(faultOf(raw).findings.length, 5);
    assert.doesNotMatch(text, /hunter2|271828|314159/);
  });

  it("tells where a variable comes from twice, also when another variable is wrong", () => {
    const raw = rawStaging();
    raw.services.backend.env = { REDIS_HOST: "10.0.0.9", JWT_SECRET_KEY: "x", OTHER: 5 };
    assert.deepEqual(
      faultOf(raw).findings.map(({ path, actual }) => `${path}: ${actual}`),
      [
        "services.backend.env.OTHER: a number (not shown)",
        "services.backend.env.REDIS_HOST: redis sets REDIS_HOST too",
        "services.backend.secrets.JWT_SECRET_KEY: env sets JWT_SECRET_KEY too",
      ],
    );
  });

  it("refuses two services of one name or one account", () => {
    const raw = rawStaging();
    const services = { backend: raw.services.backend, worker: { ...raw.services.backend } };
    assert.deepEqual(
      faultOf({ ...raw, services }).findings.map(({ path, actual }) => `${path}: ${actual}`),
      [
        "services.worker.name: netra-backend-staging, which services.backend has too",
        "services.worker.serviceAccount: netra-backend-staging, which services.backend has too",
      ],
    );
  });

  it("refuses a registry of another location than the region, also where something else is wrong", () => {
    const raw = rawStaging();
    const expected =
      "repository.registry: expected the registry of gcp:region (europe-west1), where the repository is created, for example europe-west1-docker.pkg.dev; found ";
    for (const registry of ["us-central1-docker.pkg.dev", "europe-docker.pkg.dev"]) {
      const repository = { id: "images", registry };
      assert.equal(linesOf({ ...raw, region: "europe-west1", repository })[1], `${expected}${registry}`);
      assert.equal(
        linesOf({ ...raw, region: "europe-west1", repository, labels: 5 })[2],
        `${expected}${registry}`,
      );
    }
  });

  it("takes the region's registry, and any that is not Artifact Registry's", () => {
    const raw = rawStaging();
    for (const registry of ["europe-west1-docker.pkg.dev", "127.0.0.1:15000", "registry.example.com"])
      assert.equal(
        parseSettings({ ...raw, region: "europe-west1", repository: { id: "images", registry } }).repository
          .registry,
        registry,
      );
  });

  it("takes a second service with everything of its own", () => {
    const raw = rawStaging();
    const worker = {
      ...raw.services.backend,
      name: "netra-worker",
      serviceAccount: "netra-worker",
      memoryMiB: 1024,
    };
    const { services } = parseSettings({ ...raw, services: { backend: raw.services.backend, worker } });
    assert.deepEqual([services.backend?.memoryMiB, services.worker?.memoryMiB], [512, 1024]);
  });

  it("fills in defaults", () => {
    const raw = rawStaging();
    const { name, image, serviceAccount } = raw.services.backend;
    const { backend } = parseSettings({
      ...raw,
      services: { backend: { name, image, serviceAccount } },
    }).services;
    assert.deepEqual(
      [backend?.port, backend?.cpu, backend?.memoryMiB, backend?.concurrency, backend?.timeoutSeconds],
      [8080, 1, 512, 80, 300],
    );
    assert.deepEqual(backend?.scaling, { minInstances: 0, maxInstances: 100 });
    assert.deepEqual(backend?.traffic, { strategy: "latest" });
  });

  it("takes a secret's version as number or text, and as text from then on", () => {
    const raw = rawStaging();
    raw.services.backend.secrets = { A: { secret: "a", version: 7 }, B: { secret: "b", version: "latest" } };
    assert.deepEqual(parseSettings(raw).services.backend?.secrets, {
      A: { secret: "a", version: "7" },
      B: { secret: "b", version: "latest" },
    });
  });
});
