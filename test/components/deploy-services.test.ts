import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { deployServices } from "../../components/deploy-services.ts";
import { parseSettings } from "../../settings/parse-settings.ts";
import { type RawService, rawStaging, stagingWith } from "../settings/staging-settings.ts";
import { projectFolder } from "./project-folder.ts";
import { type CloudFacts, resolved, settled, strictCloud } from "./strict-cloud.ts";

const SERVICE = "gcp:cloudrunv2/service:Service";
const IMAGE = { context: "backend", baseImage: "node:24-alpine" };
const REFERENCE = `us-central1-docker.pkg.dev/netra-staging/netra-backend/netra-backend-staging@sha256:${"a".repeat(64)}`;

describe("deployServices", () => {
  const folder = projectFolder();

  async function deploy(changes: RawService = {}, facts: CloudFacts = {}) {
    const cloud = await strictCloud(facts);
    const outputs = await deployServices(stagingWith({ image: IMAGE, ...changes }), folder);
    await settled();
    return { cloud, outputs, service: cloud.only(SERVICE).inputs };
  }

  it("declares image, repository, account, roles, secrets, service and public access, and nothing else", async () => {
    const { cloud } = await deploy();
    assert.deepEqual(cloud.registered.map(({ type, name }) => `${type} ${name}`).sort(), [
      "docker:index/image:Image backend",
      "gcp:artifactregistry/repository:Repository images",
      "gcp:cloudrunv2/service:Service backend",
      "gcp:cloudrunv2/serviceIamMember:ServiceIamMember backend-public",
      "gcp:projects/iAMMember:IAMMember backend-cloudsql-client",
      "gcp:secretmanager/secretIamMember:SecretIamMember backend-netra-staging-database-password",
      "gcp:secretmanager/secretIamMember:SecretIamMember backend-netra-staging-jwt-secret",
      "gcp:secretmanager/secretIamMember:SecretIamMember backend-netra-staging-oauth-client-secret",
      "gcp:secretmanager/secretIamMember:SecretIamMember backend-netra-staging-service-secret",
      "gcp:serviceaccount/account:Account backend",
    ]);
  });

  it("deploys the image by digest, under a revision named after the template", async () => {
    const { service } = await deploy();
    assert.equal(service.template.containers[0].image, REFERENCE);
    assert.match(service.template.revision, /^netra-backend-staging-[0-9a-f]{10}$/);
    assert.deepEqual(service.traffics, [{ type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", percent: 100 }]);
  });

  it("gives the same settings the same revision, and other settings another", async () => {
    const first = (await deploy()).service.template.revision;
    const again = (await deploy()).service.template.revision;
    const other = (await deploy({ memoryMiB: 1024 })).service.template.revision;
    const relabelled = (await deploy({ labels: { tier: "one" } })).service.template.revision;
    assert.equal(again, first);
    assert.notEqual(other, first);
    assert.equal(relabelled, first, "labels of the service are not in the template");
  });

  it("registers the service after everything that its revisions need", async () => {
    const { cloud } = await deploy();
    const order = cloud.registered.map(({ type }) => type);
    const at = order.indexOf(SERVICE);
    for (const needed of [
      "docker:index/image:Image",
      "gcp:projects/iAMMember:IAMMember",
      "gcp:secretmanager/secretIamMember:SecretIamMember",
    ])
      assert.ok(order.lastIndexOf(needed) < at, `${needed} comes before the service`);
    assert.ok(
      order.indexOf("gcp:artifactregistry/repository:Repository") < order.indexOf("docker:index/image:Image"),
    );
  });

  it("leaves the digest and the revision unknown in a preview that will build", async () => {
    const { cloud } = await deploy({}, { preview: true });
    const { template } = cloud.only(SERVICE).inputs;
    assert.ok(pulumi.isUnknown(template.containers[0].image));
    assert.ok(pulumi.isUnknown(template.revision));
    assert.deepEqual(template.containers[0].resources.limits, { cpu: "1", memory: "512Mi" });
  });

  it("ends with the stack's outputs, by service and, for the only one, at the top", async () => {
    const { outputs, service } = await deploy();
    const { services, ...top } = (await resolved(outputs)) as Record<string, unknown>;
    const expected = {
      url: "https://s.run.app",
      servingRevision: service.template.revision,
      latestRevision: service.template.revision,
      image: REFERENCE,
      imageDigest: `sha256:${"a".repeat(64)}`,
      baseImage: { reference: "node:24-alpine", standIn: false },
      tagUrls: {},
      instanceConnectionName: "netra-staging:us-central1:staging-shared-postgres",
      serviceName: "netra-backend-staging",
    };
    assert.deepEqual(services, { backend: expected });
    assert.deepEqual(top, { project: "netra-staging", region: "us-central1", ...expected });
  });

  it("gives two services everything of their own but the repository", async () => {
    const raw = rawStaging();
    const backend: RawService = { ...raw.services.backend, image: IMAGE };
    const worker = { ...backend, name: "netra-worker", serviceAccount: "netra-worker", publicAccess: false };
    const cloud = await strictCloud();
    const outputs = await deployServices(parseSettings({ ...raw, services: { backend, worker } }), folder);
    await settled();
    const counts = Map.groupBy(cloud.registered, ({ type }) => type);
    assert.deepEqual(
      ["gcp:artifactregistry/repository:Repository", SERVICE, "gcp:serviceaccount/account:Account"].map(
        (type) => counts.get(type)?.length,
      ),
      [1, 2, 2],
    );
    assert.equal(counts.get("gcp:cloudrunv2/serviceIamMember:ServiceIamMember")?.length, 1);
    assert.deepEqual(Object.keys(outputs), ["project", "region", "services"]);
  });

  it("gives a service without database, secrets and public access none of their roles", async () => {
    const { cloud, service } = await deploy({ database: undefined, secrets: {}, publicAccess: false });
    assert.deepEqual(cloud.registered.map(({ type }) => type.split(":")[2]).sort(), [
      "Account",
      "Image",
      "Repository",
      "Service",
    ]);
    assert.equal(service.template.volumes, undefined);
    assert.deepEqual(cloud.called, [
      "gcp:organizations/getClientConfig:getClientConfig",
      "gcp:cloudrunv2/getService:getService",
    ]);
  });

  it("fails when the Cloud SQL instance cannot be read, naming it and what the API said", async () => {
    const database = {
      ...rawStaging().services.backend.database,
      instance: "netra-staging:us-central1:nowhere",
    };
    await assert.rejects(deploy({ database }), {
      code: "database-instance-unavailable",
      message: "the Cloud SQL instance netra-staging:us-central1:nowhere cannot be read",
      evidence: ["nowhere not found"],
    });
  });

  it("keeps the recent versions of images", async () => {
    const { cloud } = await deploy();
    const { format, location, repositoryId, cleanupPolicies } = cloud.only(
      "gcp:artifactregistry/repository:Repository",
    ).inputs;
    assert.deepEqual([format, location, repositoryId], ["DOCKER", "us-central1", "netra-backend"]);
    assert.deepEqual(cleanupPolicies, [
      { id: "delete-old", action: "DELETE", condition: { tagState: "ANY", olderThan: "2592000s" } },
      { id: "keep-recent", action: "KEEP", mostRecentVersions: { keepCount: 20 } },
    ]);
  });

  it("lets the account read each secret, and no more", async () => {
    const { cloud } = await deploy();
    const bindings = cloud.registered.filter(
      ({ type }) => type.endsWith("IAMMember") || type.endsWith("SecretIamMember"),
    );
    const member = "serviceAccount:netra-backend-staging@netra-staging.iam.gserviceaccount.com";
    assert.ok(bindings.every(({ inputs }) => inputs.member === member));
    assert.deepEqual(
      bindings.map(({ inputs }) => `${inputs.role} ${inputs.secretId ?? inputs.project}`).sort(),
      [
        "roles/cloudsql.client netra-staging",
        "roles/secretmanager.secretAccessor netra-staging-database-password",
        "roles/secretmanager.secretAccessor netra-staging-jwt-secret",
        "roles/secretmanager.secretAccessor netra-staging-oauth-client-secret",
        "roles/secretmanager.secretAccessor netra-staging-service-secret",
      ],
    );
  });

  it("sends the engine no secret in the clear", async () => {
    const { cloud } = await deploy();
    const hidden = (_key: string, value: unknown) => (pulumi.runtime.isRpcSecret(value) ? "[secret]" : value);
    const sent = JSON.stringify(cloud.registered, hidden);
    assert.match(sent, /\[secret\]/);
    assert.doesNotMatch(sent, /ya29/);
  });
});
