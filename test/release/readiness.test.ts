import assert from "node:assert/strict";
import type { LiveRevision } from "../../release/live-service.ts";
import { checkImagePresent } from "../../release/readiness/image-present.ts";
import { checkReversible } from "../../release/readiness/reversible.ts";
import { checkSecretsEnabled } from "../../release/readiness/secrets-enabled.ts";
import { ApiRefusal } from "../../release/rest/api-refusal.ts";
import { liveRevision } from "./live-fixtures.ts";

const DIGEST = `sha256:${"b".repeat(64)}`;

describe("the check for the image", () => {
  async function asked(image: string) {
    const urls: string[] = [];
    const result = await checkImagePresent(image, "https", async (url) => {
      urls.push(url);
      return { status: 200 };
    });
    return { urls, notes: result.notes };
  }

  it("asks the registry for the manifest by digest", async () => {
    const { urls } = await asked(`us-central1-docker.pkg.dev/p/images/backend@${DIGEST}`);
    assert.deepEqual(urls, [`https://us-central1-docker.pkg.dev/v2/p/images/backend/manifests/${DIGEST}`]);
  });

  it("asks by tag where somebody deployed by tag, port or not", async () => {
    const { urls } = await asked("127.0.0.1:5000/p/backend:latest");
    assert.deepEqual(urls, ["https://127.0.0.1:5000/v2/p/backend/manifests/latest"]);
  });

  it("says what it could not look for", async () => {
    const { urls, notes } = await asked("backend");
    assert.deepEqual([urls, notes], [[], ["the image backend names no registry: not looked for"]]);
  });

  it("says why the registry did not answer", async () => {
    const { refusals, notes } = await checkImagePresent(`r.example/p/i@${DIGEST}`, "https", async () => {
      throw new Error("getaddrinfo ENOTFOUND r.example");
    });
    assert.deepEqual(
      [refusals, notes],
      [[], ["r.example was asked for the image and answered: getaddrinfo ENOTFOUND r.example"]],
    );
  });
});

describe("the check for secrets", () => {
  const uses = {
    secrets: [
      { at: "JWT", secret: "jwt", version: "1" },
      { at: "OLD_JWT", secret: "jwt", version: "1" },
      { at: "KEY", secret: "projects/other/secrets/key", version: "latest" },
    ],
  };

  it("asks for each version once, by its full name", async () => {
    const names: string[] = [];
    const { refusals } = await checkSecretsEnabled(uses, "p", async (name) => {
      names.push(name);
      return "ENABLED";
    });
    assert.deepEqual(refusals, []);
    assert.deepEqual(names, [
      "projects/p/secrets/jwt/versions/1",
      "projects/other/secrets/key/versions/latest",
    ]);
  });

  it("refuses versions that are disabled or gone, each with what it is", async () => {
    const states = new Map([["projects/p/secrets/jwt/versions/1", "DISABLED"]]);
    const { refusals } = await checkSecretsEnabled(uses, "p", async (name) => states.get(name));
    assert.deepEqual(
      refusals.map(({ check, finding: { path, actual } }) => [check, path, actual]),
      [
        ["secrets-enabled", "projects/p/secrets/jwt/versions/1", "DISABLED"],
        ["secrets-enabled", "projects/other/secrets/key/versions/latest", "no such version"],
      ],
    );
  });

  it("does not refuse where it may not look, but says so", async () => {
    const { refusals, notes } = await checkSecretsEnabled(
      { secrets: uses.secrets.slice(0, 1) },
      "p",
      async () => {
        throw new ApiRefusal("GET", 403, "PERMISSION_DENIED", "");
      },
    );
    assert.deepEqual(
      [refusals, notes],
      [[], ["the state of projects/p/secrets/jwt/versions/1 could not be read: PERMISSION_DENIED"]],
    );
  });
});

describe("the check for deploys that cannot be taken back", () => {
  const at = (day: number, name: string, reason?: string): LiveRevision =>
    liveRevision({
      name,
      createdAt: new Date(Date.UTC(2026, 0, day)),
      annotations: reason ? { "netra.dev/irreversible": reason } : {},
    });

  it("reads no more pages than it takes to reach the target", async () => {
    let read = 0;
    async function* pages() {
      for (const page of [
        [at(5, "e"), at(4, "d", "drops a column")],
        [at(3, "c"), at(2, "b")],
        [at(1, "a", "long ago")],
      ]) {
        read++;
        yield page;
      }
    }
    const { refusals } = await checkReversible(at(3, "c"), pages());
    assert.deepEqual([read, refusals.map(({ finding }) => finding.path)], [2, ["d"]]);
  });

  it("lets the target itself be irreversible: going back to it takes nothing back", async () => {
    async function* pages() {
      yield [at(2, "b"), at(1, "a", "drops a column")];
    }
    assert.deepEqual((await checkReversible(at(1, "a", "drops a column"), pages())).refusals, []);
  });
});
