import assert from "node:assert/strict";
import { secrets } from "../../../validation/checks/secrets.ts";
import type { SubjectRevision } from "../../../validation/subject.ts";
import { backendWith } from "../../settings/staging-settings.ts";
import { checkContext, cloudQuestions, resultOf, subjectRevision } from "../check-context.ts";

type Use = SubjectRevision["secrets"][number];

const SHARED = "projects/shared-secrets/secrets/jwt";

/** Runs the check for a service that declares this token secret, and whose revision has what `bend` makes of the declared ones. */
async function checked(
  declared: string,
  bend: (uses: Use[]) => Use[],
  state: string | undefined = "ENABLED",
) {
  const settings = backendWith({
    secrets: {
      JWT_SECRET_KEY: { secret: declared, version: "1" },
      SERVICE_SECRET: { secret: "service", version: "1" },
    },
    secretFiles: { "/etc/netra/tls.key": { secret: "tls", version: "2" } },
  });
  const uses = Object.entries({ ...settings.secrets, ...settings.secretFiles });
  const others = subjectRevision().secrets.filter(({ at }) => at === "DATABASE_PASSWORD");
  const live = [...others, ...bend(uses.map(([at, reference]) => ({ at, ...reference })))];
  const cloud = cloudQuestions({ secretState: async () => state });
  const context = checkContext("http://127.0.0.1:1", { settings, cloud });
  context.subject.revision = subjectRevision({ secrets: live });
  const { verdict, reason } = await resultOf(secrets, context);
  return [verdict, reason];
}

/** The token's secret as the revision names it. */
const named = (secret: string) => (uses: Use[]) =>
  uses.map((use) => (use.at === "JWT_SECRET_KEY" ? { ...use, secret } : use));

const PASSED = ["pass", "4 of 4 bound and enabled"];

describe("the check for secrets", () => {
  for (const [declared, live] of [
    ["jwt", "jwt"],
    ["jwt", "projects/netra-staging/secrets/jwt"],
    ["projects/netra-staging/secrets/jwt", "jwt"],
    ["jwt", "projects/123456789012/secrets/jwt"],
    [SHARED, SHARED],
    [SHARED, "projects/123456789012/secrets/jwt"],
  ] as const)
    it(`takes ${live} for the declared ${declared}`, async () => {
      assert.deepEqual(await checked(declared, named(live)), PASSED);
    });

  for (const [declared, live] of [
    ["jwt", "old-jwt"],
    ["jwt", "projects/netra-prod/secrets/jwt"],
    ["jwt", "projects/123456789012/secrets/old-jwt"],
    [SHARED, "jwt"],
    [SHARED, "projects/netra-prod/secrets/jwt"],
  ] as const)
    it(`does not take ${live} for the declared ${declared}`, async () => {
      const [verdict, reason] = await checked(declared, named(live));
      assert.deepEqual([verdict, reason], ["fail", `bound to version 1 of ${live} (secrets.JWT_SECRET_KEY)`]);
    });

  it("finds two secrets that were swapped", async () => {
    const swapped = (uses: Use[]) => {
      const [jwt, service, ...files] = uses as [Use, Use, ...Use[]];
      return [{ ...jwt, at: service.at }, { ...service, at: jwt.at }, ...files];
    };
    assert.deepEqual(await checked("jwt", swapped), [
      "fail",
      "bound to version 1 of service (secrets.JWT_SECRET_KEY); bound to version 1 of jwt (secrets.SERVICE_SECRET)",
    ]);
  });

  it("finds another version, in a file too, and one that is bound nowhere", async () => {
    const older = (uses: Use[]) =>
      uses
        .filter(({ at }) => at !== "SERVICE_SECRET")
        .map((use) => (use.at.startsWith("/") ? { ...use, version: "1" } : use));
    assert.deepEqual(await checked("jwt", older), [
      "fail",
      "not bound (ENABLED) (secrets.SERVICE_SECRET); bound to version 1 of tls (secrets./etc/netra/tls.key)",
    ]);
  });

  it("finds a version that is bound as declared and cannot be read", async () => {
    const [verdict, reason] = await checked("jwt", (uses) => uses, "DISABLED");
    assert.equal(verdict, "fail");
    assert.match(`${reason}`, /^DISABLED \(secrets\.JWT_SECRET_KEY\); DISABLED /);
  });
});
