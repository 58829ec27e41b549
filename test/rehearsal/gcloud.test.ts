import assert from "node:assert/strict";
import type { UpResult } from "../../cli/deploy/up-result.ts";
import type { V1Service } from "../../rehearsal/api/run-v1/v1-types.ts";
import type { ServiceStatus } from "../../release/status.ts";
import { hasGcloud } from "./gcloud-command.ts";
import { createScratchProject, type ScratchProject } from "./scratch-project.ts";

/** A move of traffic takes some milliseconds; the rest is gcloud's own start, on a machine with other things to do. */
const MOVE_SECONDS = 20;

describe("stage gcloud, against a rehearsal with real containers", () => {
  if (!hasGcloud) {
    it("is left out: there is no gcloud on this machine's PATH", () => assert.equal(hasGcloud, false));
    return;
  }

  let project: ScratchProject;
  let service: UpResult["services"][number];
  before(async () => {
    project = createScratchProject({ CLOUDSDK_CORE_DISABLE_PROMPTS: "1" });
    const { services } = await project.stageJson<UpResult>(["up", "--rehearsal"]);
    assert.ok(services[0]);
    service = services[0];
  });
  after(() => project.remove());

  const gcloud = async (line: string) => {
    const { exitCode, stdout, stderr } = await project.stage([
      "gcloud",
      "--rehearsal",
      "--",
      ...line.split(" "),
    ]);
    assert.equal(exitCode, 0, stderr);
    return stdout;
  };
  const describeService = async () =>
    JSON.parse(await gcloud(`run services describe ${service.name} --format=json`)) as V1Service;
  const servedBy = async (url: string | undefined) =>
    ((await (await fetch(`${url}/health`)).json()) as { revision: string }).revision;

  it("shows what the program has deployed", async () => {
    const { status, spec } = await describeService();
    assert.equal(status?.latestReadyRevisionName, service.revision);
    assert.equal(status?.url, service.url);
    assert.equal(spec?.template?.spec?.containers?.[0]?.image, service.image.reference);
  });

  it("starts a new revision under a tag without traffic, then gives it all", async () => {
    await gcloud(
      `run deploy ${service.name} --image=${service.image.reference} --update-env-vars=DEPLOYED_BY=gcloud --no-traffic --tag=green`,
    );
    const { status } = await describeService();
    const green = status?.traffic?.find(({ tag }) => tag === "green");
    assert.notEqual(green?.revisionName, service.revision);
    assert.equal(await servedBy(green?.url), green?.revisionName);
    assert.equal(await servedBy(service.url), service.revision);
    const started = performance.now();
    await gcloud(`run services update-traffic ${service.name} --to-tags=green=100`);
    const seconds = (performance.now() - started) / 1000;
    assert.ok(seconds < MOVE_SECONDS, `moving traffic took ${seconds.toFixed(1)} s`);
    assert.equal(await servedBy(service.url), green?.revisionName);
  });

  it("moves traffic back, as stage status sees it", async () => {
    await gcloud(`run services update-traffic ${service.name} --to-revisions=${service.revision}=100`);
    assert.equal(await servedBy(service.url), service.revision);
    const { services } = await project.stageJson<{ services: ServiceStatus[] }>(["status", "--rehearsal"]);
    const serving = services[0]?.revisions.filter(({ percent }) => percent > 0).map(({ name }) => name);
    assert.deepEqual(serving, [service.revision]);
  });

  // Of entries with a JSON payload, as this workload writes them, gcloud 528 can print none: it ends with a TypeError.
  it("reads the service's requests from its log", async () => {
    const log = await gcloud(`run services logs read ${service.name} --log-filter=httpRequest.status=200`);
    assert.match(log, /GET 200 http:\/\/127\.0\.0\.1:\d+\/health/);
  });
});
