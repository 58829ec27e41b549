import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { locateProject } from "../../cli/project.ts";
import { gcloudEnvironment } from "../../cli/target/gcloud-environment.ts";
import type { V1Revision, V1Service } from "../../rehearsal/api/run-v1/v1-types.ts";
import { ACCESS_TOKEN, PROJECT, type RunningApi, runApi } from "../rehearsal-api/running-api.ts";
import { gcloud, hasGcloud } from "./gcloud-command.ts";

const IMAGE = "registry/web@sha256:1";

describe("gcloud against the local cloud's API, with nothing running", () => {
  let api: RunningApi;
  let folder: string;
  let environment: Record<string, string>;
  before(async () => {
    api = await runApi();
    folder = mkdtempSync(join(tmpdir(), "stage-gcloud-"));
    environment = gcloudEnvironment(locateProject(folder), {
      project: PROJECT,
      region: "us-central1",
      apiUrl: api.url,
      accessToken: ACCESS_TOKEN,
    });
  });
  after(async () => {
    await api.close();
    rmSync(folder, { recursive: true });
  });

  if (!hasGcloud) {
    it("is left out: there is no gcloud on this machine's PATH", () => assert.equal(hasGcloud, false));
    return;
  }

  const say = (line: string) => gcloud(environment, line.split(" "));
  const json = async <T>(line: string) => JSON.parse(await say(`${line} --format=json`)) as T;
  const refusal = (line: string) =>
    say(line).then(
      () => assert.fail(`gcloud ${line} went through`),
      ({ stderr }: { stderr: string }) => stderr,
    );
  const traffic = async () =>
    (await json<V1Service>("run services describe web")).status?.traffic?.map(
      ({ revisionName, percent = 0, tag }) => [revisionName, percent, tag],
    );

  let first: string;
  let second: string;

  it("deploys a service", async () => {
    await say(
      `run deploy web --image=${IMAGE} --no-allow-unauthenticated --memory=1Gi --update-env-vars=A=1 --max-instances=3`,
    );
    const { status, spec } = await json<V1Service>("run services describe web");
    first = status?.latestReadyRevisionName ?? "";
    assert.match(first, /^web-00001-/);
    assert.deepEqual(spec?.template?.spec?.containers?.[0]?.env, [{ name: "A", value: "1" }]);
    assert.equal(spec?.template?.metadata?.annotations?.["autoscaling.knative.dev/maxScale"], "3");
    assert.deepEqual(await traffic(), [[first, 100, undefined]]);
  });

  it("deploys a second revision under a tag without traffic", async () => {
    await say(`run deploy web --image=${IMAGE} --update-env-vars=A=2 --no-traffic --tag=green`);
    second = (await json<V1Service>("run services describe web")).status?.latestReadyRevisionName ?? "";
    assert.notEqual(second, first);
    assert.deepEqual(
      (await traffic())?.toSorted(),
      [
        [first, 100, undefined],
        [second, 0, "green"],
      ].toSorted(),
    );
  });

  it("moves traffic without a further revision", async () => {
    await say("run services update-traffic web --to-tags=green=100");
    assert.deepEqual(await traffic(), [
      [second, 100, undefined],
      [second, 0, "green"],
    ]);
    await say(`run services update-traffic web --to-revisions=${first}=100`);
    assert.deepEqual(
      (await traffic())?.find(([, percent]) => percent === 100),
      [first, 100, undefined],
    );
    assert.equal(api.store.list("revisions").length, 2);
  });

  it("lists services and revisions, the ones with traffic as active", async () => {
    const services = await json<V1Service[]>("run services list");
    assert.deepEqual(
      services.map(({ metadata }) => metadata?.name),
      ["web"],
    );
    const revisions = await json<V1Revision[]>("run revisions list --service=web");
    assert.deepEqual(
      revisions.map(({ metadata }) => metadata?.name),
      [second, first],
    );
  });

  it("updates the service by its digest, with a database and more CPU", async () => {
    await say(
      "run services update web --cpu=2 --no-cpu-throttling --add-cloudsql-instances=netra-staging:us-central1:db",
    );
    const { status } = await json<V1Service>("run services describe web");
    const { spec, metadata } = await json<V1Revision>(
      `run revisions describe ${status?.latestCreatedRevisionName}`,
    );
    assert.deepEqual(spec?.containers?.[0]?.resources?.limits, { cpu: "2", memory: "1Gi" });
    assert.equal(
      metadata?.annotations?.["run.googleapis.com/cloudsql-instances"],
      "netra-staging:us-central1:db",
    );
    assert.equal(metadata?.annotations?.["run.googleapis.com/cpu-throttling"], "false");
  });

  it("lets everybody call the service, and reads the policy back", async () => {
    await say("run services add-iam-policy-binding web --member=allUsers --role=roles/run.invoker");
    const policy = await json<{ bindings: object[] }>("run services get-iam-policy web");
    assert.deepEqual(policy.bindings, [{ members: ["allUsers"], role: "roles/run.invoker" }]);
  });

  it("deletes a revision without traffic, and says why one with traffic stays", async () => {
    await say(`run services update-traffic web --to-revisions=${first}=100 --clear-tags`);
    await say(`run revisions delete ${second}`);
    assert.match(
      await refusal(`run revisions delete ${first}`),
      /receiving traffic or has a traffic tag and cannot be deleted/,
    );
  });

  it("deletes the service", async () => {
    await say("run services delete web");
    assert.match(await refusal("run services describe web"), /Cannot find service \[web\]/);
  });

  it("is refused with another token than the rehearsal's", async () => {
    const other = gcloudEnvironment(locateProject(join(folder, "other")), {
      ...{ project: PROJECT, region: "us-central1", apiUrl: api.url, accessToken: "of-somebody-else" },
    });
    await assert.rejects(gcloud(other, ["run", "services", "list"]), /invalid authentication credentials/);
  });

  it("reaches nothing beyond the rehearsal", async () => {
    assert.match(
      await refusal("compute instances list"),
      /the rehearsal lets nothing through to compute\.googleapis\.com:443/,
    );
  });

  it("keeps what it writes in .rehearsal/gcloud, and the token to its owner", () => {
    assert.ok(existsSync(join(folder, ".rehearsal", "gcloud", "logs")));
    assert.equal(statSync(join(folder, ".rehearsal", "gcloud", "access-token")).mode & 0o777, 0o600);
  });
});
