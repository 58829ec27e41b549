import assert from "node:assert/strict";
import type { AuditReport } from "../../audit/audit-report.ts";
import { auditLive, serviceIn, violated } from "./audit-live.ts";
import { type LiveApis, MISSING } from "./live-apis.ts";

const OWN_NAME = "projects/123456789/secrets/jwt";
const SHARED = "projects/shared-secrets/secrets/jwt";
const ACCOUNT = "serviceAccount:netra-backend-staging@netra-staging.iam.gserviceaccount.com";
/** The project is one that the stack may use, as its policy config has to say. */
const ALLOWED = { "project-allowed": { projects: ["netra-staging", "shared-secrets"] } };

/** The token's secret is read under that name, which is in no list of the service's own project. */
function readsTokenAs(apis: LiveApis, name: string): void {
  const [container] = serviceIn(apis).template.containers;
  const variable = container?.env.find((entry) => entry.name === "JWT_SECRET_KEY");
  assert.ok(variable?.valueSource);
  variable.valueSource.secretKeyRef.secret = name;
}

function unlist(apis: LiveApis): void {
  const list = apis["/v1/projects/netra-staging/secrets"] as { secrets: { name: string }[] };
  list.secrets = list.secrets.filter(({ name }) => name !== OWN_NAME);
}

const grantTo = (...members: string[]) => ({
  bindings: [{ role: "roles/secretmanager.secretAccessor", members }],
});

const notJudged = ({ notJudged: entries }: AuditReport) =>
  entries.filter(({ reason }) => reason.includes("HTTP")).map(({ rule, place }) => [rule, place]);

describe("an audit of a secret that another project has", () => {
  it("finds nothing where the service's account may read it there", async () => {
    const report = await auditLive((apis) => {
      readsTokenAs(apis, SHARED);
      unlist(apis);
      apis[`/v1/${SHARED}:getIamPolicy`] = grantTo(ACCOUNT, "user:somebody@netrasystems.ai");
    }, ALLOWED);
    assert.deepEqual([violated(report), notJudged(report)], [[], []]);
  });

  for (const [what, policy] of Object.entries({
    "lets somebody else read it": grantTo("user:somebody@netrasystems.ai"),
    "has no policy at all": {},
  }))
    it(`finds that the account may not read it where it ${what}`, async () => {
      const report = await auditLive((apis) => {
        readsTokenAs(apis, SHARED);
        unlist(apis);
        apis[`/v1/${SHARED}:getIamPolicy`] = policy;
      }, ALLOWED);
      assert.deepEqual(violated(report), [
        "secrets-readable netra-backend-staging: template.containers[0].envs[7].valueSource.secretKeyRef.secret",
      ]);
    });

  it("does not judge what that project does not show, and goes on judging the rest", async () => {
    const report = await auditLive((apis) => {
      readsTokenAs(apis, SHARED);
    }, ALLOWED);
    // The grant on the service's own secret of that name serves nothing now.
    assert.deepEqual(violated(report), ["secrets-unused jwt: secretId"]);
    const place = "every gcp:secretmanager/secretIamMember:SecretIamMember on a secret of another project";
    assert.deepEqual(notJudged(report), [
      ["project-allowed", place],
      ["foreign-environment", place],
      ["no-basic-role", place],
      ["least-resource-roles", place],
      ["no-public-members", place],
      ["secrets-readable", undefined],
      ["secrets-unused", place],
    ]);
  });

  it("holds that project to the policies, as the engine does", async () => {
    const report = await auditLive((apis) => {
      readsTokenAs(apis, SHARED);
      unlist(apis);
      apis[`/v1/${SHARED}:getIamPolicy`] = grantTo(ACCOUNT, "allUsers");
    });
    assert.deepEqual(violated(report), [
      "project-allowed jwt: project",
      "project-allowed jwt: project",
      "no-public-members jwt: member",
    ]);
  });

  it("knows the service's own project by its number, too", async () => {
    const report = await auditLive((apis) => readsTokenAs(apis, OWN_NAME));
    assert.deepEqual([violated(report), notJudged(report)], [[], []]);
  });

  it("finds a secret that is not there", async () => {
    const report = await auditLive((apis) => {
      readsTokenAs(apis, SHARED);
      unlist(apis);
      apis[`/v1/${SHARED}:getIamPolicy`] = MISSING;
    }, ALLOWED);
    assert.deepEqual(
      report.violations.map(({ rule, found }) => [rule, found]),
      [["secrets-readable", SHARED]],
    );
  });
});
