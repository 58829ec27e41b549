import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { KeylessLogin } from "../../keyless-login/keyless-login.ts";

interface Registered {
  type: string;
  name: string;
  inputs: Record<string, unknown>;
}

const POOL = "projects/7/locations/global/workloadIdentityPools/github";

describe("keyless login", () => {
  const registered: Registered[] = [];
  const of = (type: string) => registered.filter((resource) => resource.type === type);

  before(async () => {
    await pulumi.runtime.setMocks({
      newResource({ type, name, inputs }) {
        registered.push({ type, name, inputs });
        const email = `${inputs.accountId}@netra-staging.iam.gserviceaccount.com`;
        const state = type.endsWith(":WorkloadIdentityPool") ? { name: POOL } : { name, email };
        return { id: `${name}-id`, state: { ...inputs, ...state } };
      },
      call: () => ({}),
    });
    new KeylessLogin("github", {
      project: "netra-staging",
      repository: "netra/backend",
      deployingBranch: "main",
      stateBucket: "netra-state",
    });
    await pulumi.runtime.disconnect();
  });

  it("takes tokens of GitHub's issuer for this repository alone", () => {
    const [provider] = of("gcp:iam/workloadIdentityPoolProvider:WorkloadIdentityPoolProvider");
    assert.deepEqual(provider?.inputs.oidc, { issuerUri: "https://token.actions.githubusercontent.com" });
    assert.equal(provider?.inputs.attributeCondition, "assertion.repository == 'netra/backend'");
  });

  it("lets any branch of it preview, and the deploying branch alone deploy", () => {
    const who = of("gcp:serviceaccount/iAMMember:IAMMember").map(({ name, inputs }) => [name, inputs.member]);
    assert.deepEqual(who, [
      ["stage-preview", `principalSet://iam.googleapis.com/${POOL}/attribute.repository/netra/backend`],
      [
        "stage-deploy",
        `principalSet://iam.googleapis.com/${POOL}/attribute.branch/netra/backend@refs/heads/main`,
      ],
    ]);
  });

  it("gives the previewing account nothing that writes, and neither a basic role", () => {
    const roles = (account: string) =>
      of("gcp:projects/iAMMember:IAMMember")
        .filter(({ inputs }) => String(inputs.member).includes(`${account}@`))
        .map(({ inputs }) => String(inputs.role));
    const reads = /(viewer|reader|securityReviewer|Viewer)$/;
    assert.deepEqual(
      roles("stage-preview").filter((role) => !reads.test(role)),
      [],
    );
    const basic = ["roles/owner", "roles/editor", "roles/viewer"];
    assert.deepEqual(
      [...roles("stage-preview"), ...roles("stage-deploy")].filter((role) => basic.includes(role)),
      [],
    );
    assert.ok(roles("stage-deploy").includes("roles/run.admin"));
  });

  it("lets previews read the state and deployments write it", () => {
    const state = of("gcp:storage/bucketIAMMember:BucketIAMMember");
    assert.deepEqual(
      state.map(({ inputs }) => [inputs.bucket, inputs.role]),
      [
        ["netra-state", "roles/storage.objectViewer"],
        ["netra-state", "roles/storage.objectUser"],
      ],
    );
  });
});
