import assert from "node:assert/strict";
import type { ServiceDocument } from "../../rehearsal/contract.ts";
import { ACCESS_TOKEN, LOCATION, PROJECT, type RunningApi, runApi } from "../rehearsal-api/running-api.ts";
import { type ProviderStack, providerStack, succeeded } from "./provider-stack.ts";

const SERVICE = `${LOCATION}/services/web`;

const program = (memory = "512Mi") => `
import * as artifactregistry from "@pulumi/gcp/artifactregistry/repository.js";
import * as cloudrunv2 from "@pulumi/gcp/cloudrunv2/service.js";
import * as members from "@pulumi/gcp/cloudrunv2/serviceIamMember.js";
import * as reads from "@pulumi/gcp/cloudrunv2/getService.js";
import * as accounts from "@pulumi/gcp/serviceaccount/account.js";
import * as projects from "@pulumi/gcp/projects/iammember.js";
import * as secrets from "@pulumi/gcp/secretmanager/secretIamMember.js";

const project = "${PROJECT}";
const location = "us-central1";
export const before = await reads
  .getService({ name: "web", location })
  .then((service) => service.uri, (error) => error.message);
const repository = new artifactregistry.Repository("images", {
  repositoryId: "images", location, format: "DOCKER", labels: { team: "netra" },
  cleanupPolicies: [{ id: "keep", action: "KEEP", mostRecentVersions: { keepCount: 20 } }],
});
const account = new accounts.Account("identity", { accountId: "web-identity", displayName: "Web" });
new projects.IAMMember("sql", { project, role: "roles/cloudsql.client", member: account.member });
const accessor = new secrets.SecretIamMember("secret", {
  secretId: "jwt", role: "roles/secretmanager.secretAccessor", member: account.member,
});
const service = new cloudrunv2.Service("web", {
  name: "web", location, deletionProtection: false, ingress: "INGRESS_TRAFFIC_ALL",
  template: {
    serviceAccount: account.email,
    timeout: "300s",
    maxInstanceRequestConcurrency: 1000,
    scaling: { minInstanceCount: 0, maxInstanceCount: 10 },
    executionEnvironment: "EXECUTION_ENVIRONMENT_GEN2",
    volumes: [{ name: "cloudsql", cloudSqlInstance: { instances: ["netra-staging:us-central1:db"] } }],
    containers: [{
      image: "us-central1-docker.pkg.dev/p/r/web@sha256:${"a".repeat(64)}",
      ports: { containerPort: 8000 },
      envs: [{ name: "B", value: "2" }, { name: "A", value: "1" }, { name: "EMPTY", value: "" },
        { name: "JWT", valueSource: { secretKeyRef: { secret: "jwt", version: "1" } } }],
      resources: { limits: { memory: "${memory}", cpu: "1" }, cpuIdle: true, startupCpuBoost: true },
      startupProbe: { httpGet: { path: "/health" }, periodSeconds: 1, failureThreshold: 60 },
      volumeMounts: [{ name: "cloudsql", mountPath: "/cloudsql" }],
    }],
  },
  traffics: [{ type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", percent: 100 }],
}, { dependsOn: [accessor] });
new members.ServiceIamMember("public", { name: service.name, location, role: "roles/run.invoker", member: "allUsers" });
export const uri = service.uri;
export const revision = service.latestReadyRevision;
export const registryUri = repository.registryUri;
`;

describe("the gcp plugin's stand-in under the real engine", () => {
  let api: RunningApi;
  let stack: ProviderStack;

  before(async () => {
    api = await runApi();
    const payload = { data: Buffer.from("secret").toString("base64") };
    await api.call("POST", `/v1/projects/${PROJECT}/secrets?secretId=jwt`, {
      replication: { automatic: {} },
    });
    await api.call("POST", `/v1/projects/${PROJECT}/secrets/jwt:addVersion`, { payload });
    stack = await providerStack(program());
    await stack.configure({
      "gcp:project": PROJECT,
      "gcp:region": "us-central1",
      "gcp:accessToken": ACCESS_TOKEN,
      "gcp:cloudRunV2CustomEndpoint": `${api.url}/v2/`,
      "gcp:artifactRegistryCustomEndpoint": `${api.url}/v1/`,
      "gcp:iamCustomEndpoint": `${api.url}/v1/`,
      "gcp:resourceManagerCustomEndpoint": `${api.url}/v1/`,
      "gcp:secretManagerCustomEndpoint": `${api.url}/v1/`,
    });
  });
  after(async () => {
    stack.remove();
    await api.close();
  });

  it("brings a whole stack up", async () => {
    await succeeded(stack.pulumi("up", "--yes"));
    const outputs = await stack.outputs();
    assert.equal(outputs.uri, "http://127.0.0.1:18081/web");
    assert.match(String(outputs.revision), new RegExp(`^${SERVICE}/revisions/web-`));
    assert.match(String(outputs.before), new RegExp(`${SERVICE} not found`));
    assert.equal(api.store.list("repositories").length, 1);
  });

  it("shows no change in the next preview, nor in the first after a refresh", async () => {
    await succeeded(stack.pulumi("up", "--yes"));
    await succeeded(stack.pulumi("preview", "--expect-no-changes"));
    await succeeded(stack.pulumi("refresh", "--yes", "--expect-no-changes"));
    await succeeded(stack.pulumi("preview", "--expect-no-changes"));
  });

  it("shows a change that was made behind Pulumi's back, and puts it right", async () => {
    const service = api.store.get<ServiceDocument>("services", SERVICE);
    assert.ok(service?.template.containers?.[0]?.resources?.limits);
    service.template.containers[0].resources.limits.memory = "4Gi";
    api.store.put("services", SERVICE, service);
    const { output } = await succeeded(stack.pulumi("preview", "--refresh", "--diff"));
    assert.match(output, /memory\s*: "4Gi" => "512Mi"/);
    await succeeded(stack.pulumi("up", "--refresh", "--yes"));
    const live = api.store.get<ServiceDocument>("services", SERVICE);
    assert.equal(live?.template.containers?.[0]?.resources?.limits?.memory, "512Mi");
  });

  it("keeps a service whose revision failed, and says updated the next time though it still fails", async () => {
    api.lifecycle.failWith = { message: "The user-provided container failed to start." };
    stack.writeProgram(program("1Gi"));
    const failed = await stack.pulumi("up", "--yes");
    assert.notEqual(failed.exitCode, 0);
    assert.match(
      failed.output,
      /Error waiting for Updating Service: Error code \d+, message: .*failed to start/,
    );
    const again = await succeeded(stack.pulumi("up", "--yes"));
    assert.match(again.output, /1 updated/);
    const live = api.store.get<ServiceDocument>("services", SERVICE);
    assert.equal(live?.terminalCondition?.state, "CONDITION_FAILED");
    api.lifecycle.failWith = undefined;
  });

  it("names every wrong input at once and touches nothing", async () => {
    stack.writeProgram(
      program()
        .replace('timeout: "300s"', 'timout: "300s", scaling: "lots"')
        .replace("ports: {", "ports: { port: 1,"),
    );
    const { exitCode, output } = await stack.pulumi("up", "--yes", "--skip-preview");
    assert.notEqual(exitCode, 0);
    assert.match(output, /Examine values at 'web\.template\.timout'/);
    assert.match(output, /Examine values at 'web\.template\.containers\[0\]\.ports\.port'/);
    stack.writeProgram(program("1Gi"));
  });

  it("leaves nothing behind after destroy", async () => {
    await succeeded(stack.pulumi("destroy", "--yes"));
    assert.deepEqual(api.store.list("services"), []);
    assert.deepEqual(api.store.list("repositories"), []);
    assert.deepEqual(api.store.list("serviceAccounts"), []);
  });

  it("never acts without an endpoint of its own", async () => {
    await stack.pulumi(
      "config",
      "rm-all",
      ..."cloudRunV2 artifactRegistry iam resourceManager secretManager"
        .split(" ")
        .flatMap((service) => [`gcp:${service}CustomEndpoint`]),
    );
    const { exitCode, output } = await stack.pulumi("preview");
    assert.notEqual(exitCode, 0);
    assert.match(
      output,
      /this is the rehearsal's stand-in for the gcp plugin; it never speaks to the real Google Cloud/,
    );
  });
});
