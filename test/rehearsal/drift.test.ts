import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import Docker from "dockerode";
import type { UpResult } from "../../cli/deploy/up-result.ts";
import type { RollbackResult } from "../../cli/print/rollback-text.ts";
import type { DriftResult } from "../../cli/verbs/drift.ts";
import type { DriftRow } from "../../release/drift/drift-report.ts";
import type { ServiceStatus } from "../../release/status.ts";
import { hasGcloud } from "./gcloud-command.ts";
import { connectOutside, type Outside, type Service, type ServiceChange } from "./outside-clients.ts";
import { ownContainers } from "./own-containers.ts";
import { createScratchProject, type ScratchProject } from "./scratch-project.ts";

const SERVICE = "service netra-backend-staging";
const ACCOUNT = "serviceAccount:netra-backend-staging@netra-staging.iam.gserviceaccount.com";

/** Ten changes of the service; two of grants are made beside them. */
const CHANGES: [property: string, from: string, to: string, change: ServiceChange][] = [
  ["template.containers[0].resources.limits.memory", "512Mi", "4Gi", (s) => limit(s, "memory", "4Gi")],
  ["template.containers[0].resources.limits.cpu", "1", "2", (s) => limit(s, "cpu", "2")],
  [
    "template.maxInstanceRequestConcurrency",
    "1000",
    "80",
    (s) => Object.assign(template(s), { maxInstanceRequestConcurrency: 80 }),
  ],
  ["template.timeout", "300s", "60s", (s) => Object.assign(template(s), { timeout: { seconds: 60 } })],
  [
    "template.scaling.maxInstanceCount",
    "10",
    "20",
    (s) => Object.assign(template(s), { scaling: { maxInstanceCount: 20 } }),
  ],
  ["template.containers[0].envs[LOG_LEVEL]", "info", "debug", (s) => variable(s, "LOG_LEVEL", "debug")],
  ["template.containers[0].envs[FEATURE]", "nothing", "on", (s) => variable(s, "FEATURE", "on")],
  ["template.containers[0].image", "@sha256:", ":staging", (s) => imageByTag(s)],
  ["description", "nothing", "by hand", (s) => Object.assign(s, { description: "by hand" })],
  ["traffics", "100 % latest", "100 % ", (s) => toRevision(s)],
];

describe("drift on real containers", () => {
  let project: ScratchProject;
  let outside: Outside;
  let first: string;
  let rows: DriftRow[];
  before(async () => {
    project = createScratchProject();
    const { services, region, ...up } = await project.stageJson<UpResult>(["up", "--rehearsal"]);
    assert.ok(services[0]);
    first = services[0].revision;
    const name = `projects/${up.project}/locations/${region}/services/${services[0].name}`;
    outside = connectOutside(project, up.project, name);
  });
  after(async () => {
    await outside?.close();
    await project.remove();
  });

  async function drift(...args: string[]): Promise<{ exitCode: number; report: DriftResult }> {
    const run = await project.stage(["drift", "--rehearsal", "--json", ...args]);
    assert.ok([0, 7].includes(run.exitCode), run.stderr);
    return { exitCode: run.exitCode, report: JSON.parse(run.stdout) as DriftResult };
  }

  it("takes what a client leaves of itself for a stamp, and the new revision's name with it", async () => {
    await stamp(project, outside);
    const { exitCode, report } = await drift();
    assert.equal(exitCode, 0);
    assert.deepEqual([...new Set(report.differences.map((row) => row.class))], ["client-stamp"]);
    assert.ok(report.differences.some(({ property, to }) => property === "client" && to === "gcloud"));
  });

  it("waits for a revision that is still starting, instead of calling it drift", async () => {
    await outside.begin((service) => {
      const probe = { tcpSocket: { port: 9999 }, periodSeconds: 1, timeoutSeconds: 1, failureThreshold: 240 };
      Object.assign(container(service), { startupProbe: probe });
    });
    const { exitCode, report } = await drift();
    assert.equal(exitCode, 0);
    assert.equal(report.counts.drift, 0);
    const rolling = report.differences.filter((row) => row.class === "rolling-out");
    assert.ok(rolling.some(({ property }) => property.includes("startupProbe")));
    await endStarting(project, outside);
  });

  it("ends with 7 where somebody made twelve changes by hand, finds each of them and nothing else", async () => {
    await outside.change((service) => {
      Object.assign(container(service), { startupProbe: healthProbe() });
      for (const [, , , change] of CHANGES) change(service);
    });
    await outside.revokeOnService("roles/run.invoker", "allUsers");
    await outside.revokeOnSecret("netra-staging-jwt-secret");
    const { exitCode, report } = await drift();
    assert.equal(exitCode, 7);
    rows = report.differences.filter((row) => row.class === "drift");
    const found = rows.map(({ resource, property }) => `${resource}: ${property}`).sort();
    const made = CHANGES.map(([property]) => `${SERVICE}: ${property}`);
    const grants = [
      "access to secret netra-staging-jwt-secret: ",
      "access to service netra-backend-staging: ",
    ];
    assert.deepEqual(found, [...made, ...grants].sort());
  });

  for (const [property, from, to] of CHANGES) {
    it(`tells what, from what and to what: ${property}`, () => {
      const row = rows.find((each) => each.property === property);
      assert.ok(row?.from.includes(from), `from ${row?.from}`);
      assert.ok(row?.to.includes(to), `to ${row?.to}`);
    });
  }

  it("tells when the service was last changed, and by whom", async () => {
    const { updateTime } = await outside.read();
    const row = rows.find(({ property }) => property === "description");
    assert.equal(row?.by, "rehearsal@netra-staging.iam.gserviceaccount.com");
    assert.equal(Math.floor(Date.parse(row?.at ?? "") / 1000), Number(updateTime?.seconds));
  });

  it("names the grants that are gone", () => {
    const gone = rows.filter(({ property }) => property === "").map(({ from, to }) => [from, to]);
    assert.deepEqual(gone.sort(), [
      ["roles/run.invoker for allUsers", "nothing"],
      [`roles/secretmanager.secretAccessor for ${ACCOUNT}`, "nothing"],
    ]);
  });

  it("brings all of it back with --fix, and finds nothing afterwards", async () => {
    const { exitCode: fixed } = await drift("--fix", "--yes");
    assert.equal(fixed, 0);
    const again = await drift();
    assert.deepEqual([again.exitCode, again.report.counts.drift], [0, 0]);
    const { traffic, latestReadyRevision } = await outside.read();
    assert.equal(traffic?.[0]?.revision, "");
    assert.ok(latestReadyRevision?.endsWith(first), latestReadyRevision ?? "");
  });

  it("takes a rollback of ours for what it is, with who and when", async () => {
    const { services } = await project.stageJson<{ services: ServiceStatus[] }>(["status", "--rehearsal"]);
    const other = services[0]?.revisions.find(
      ({ name, readiness }) => name !== first && readiness === "ready",
    );
    assert.ok(other);
    const { pin } = await project.stageJson<RollbackResult>([
      ...["rollback", "--rehearsal", "--yes", "--to", other.name, "--reason", "practice"],
    ]);
    const { exitCode, report } = await drift();
    assert.equal(exitCode, 0);
    const row = report.differences.find(({ property }) => property === "traffics");
    assert.deepEqual(
      [row?.class, row?.from, row?.to, row?.by, row?.at],
      ["traffic-pin", "100 % latest", `100 % ${pin.revision}, 0 % ${first} (tag candidate)`, pin.by, pin.at],
    );
    await project.stageJson(["promote", "--rehearsal", "--yes"]);
  });

  it("writes one value into the settings with --accept; the next preview shows no change", async () => {
    await outside.change((service) =>
      Object.assign(service, { labels: { ...service.labels, team: "platform" } }),
    );
    const settings = () => readFileSync(join(project.dir, "Pulumi.staging.yaml"), "utf8").split("\n");
    const before = settings();
    const { exitCode, report } = await drift("--accept", "labels.team", "--yes");
    assert.equal(exitCode, 0);
    assert.deepEqual(report.accepted, [
      { setting: "services.backend.labels.team", from: "netra", to: "platform" },
    ]);
    assert.deepEqual(
      settings().filter((line) => !before.includes(line)),
      ["      labels:", "        team: platform"],
    );
    assert.ok(before.every((line) => settings().includes(line)));
    const { resources } = await project.stageJson<{ resources: unknown[] }>(["preview", "--rehearsal"]);
    assert.deepEqual(resources, []);
  });
});

/** What gcloud does to a service when nothing about it changes; where there is none, the same by Google's own client. */
async function stamp(project: ScratchProject, outside: Outside): Promise<void> {
  if (!hasGcloud) {
    return outside.change((service) => {
      Object.assign(service, { client: "gcloud", clientVersion: "528.0.0" });
      Object.assign(template(service), { labels: { "client.knative.dev/nonce": "abcdefghij" } });
    });
  }
  const words = ["run", "services", "update", "netra-backend-staging", "--update-labels=environment=staging"];
  const { exitCode, stderr } = await project.stage(["gcloud", "--rehearsal", "--", ...words]);
  assert.equal(exitCode, 0, stderr);
}

/** Ends the revision that is starting, so that nobody has to wait for its probe. */
async function endStarting(project: ScratchProject, outside: Outside): Promise<void> {
  const { latestCreatedRevision } = await outside.read();
  const revision = latestCreatedRevision?.split("/").at(-1);
  let starting: Docker.Container[] = [];
  while (starting.length === 0) {
    starting = await ownContainers(new Docker(), project.dir, revision);
    await setTimeout(100);
  }
  await Promise.all(starting.map((each) => each.kill()));
}

function template({ template: found }: Service) {
  assert.ok(found);
  return found;
}

function container(service: Service) {
  const [first] = template(service).containers ?? [];
  assert.ok(first);
  return first;
}

function limit(service: Service, name: string, value: string): void {
  const { resources } = container(service);
  assert.ok(resources);
  resources.limits = { ...resources.limits, [name]: value };
}

function variable(service: Service, name: string, value: string): void {
  const { env } = container(service);
  container(service).env = [...(env ?? []).filter((each) => each.name !== name), { name, value }];
}

function imageByTag(service: Service): void {
  const { image } = container(service);
  container(service).image = image?.replace(/@.*/, ":staging") ?? "";
}

function toRevision(service: Service): void {
  const revision = service.latestReadyRevision?.split("/").at(-1) ?? "";
  service.traffic = [{ type: "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION", revision, percent: 100 }];
}

/** The one that the settings declare. */
function healthProbe() {
  const httpGet = { path: "/health", port: 8000 };
  return { httpGet, periodSeconds: 1, timeoutSeconds: 1, failureThreshold: 60 };
}
