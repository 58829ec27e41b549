import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findCredentials } from "../../cli/target/credentials.ts";

describe("credentials", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "credentials-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  it("takes an access token from the environment", () => {
    assert.deepEqual(findCredentials("up", { GOOGLE_OAUTH_ACCESS_TOKEN: "t", CLOUDSDK_CONFIG: folder }), {
      kind: "access-token",
      accessToken: "t",
    });
  });

  it("takes the file that GOOGLE_APPLICATION_CREDENTIALS names, or refuses when it is not there", () => {
    const file = join(folder, "key.json");
    const env = { GOOGLE_APPLICATION_CREDENTIALS: file, CLOUDSDK_CONFIG: folder };
    assert.throws(() => findCredentials("up", env), {
      code: "credentials-missing",
      message: `stage up acts on the real staging project, but GOOGLE_APPLICATION_CREDENTIALS names ${file}, which does not exist; without an account: stage up --rehearsal`,
    });
    writeFileSync(file, "{}");
    assert.deepEqual(findCredentials("up", env), { kind: "application-default", file });
  });

  it("takes gcloud's application default credentials", () => {
    const file = join(folder, "application_default_credentials.json");
    writeFileSync(file, "{}");
    assert.deepEqual(findCredentials("status", { CLOUDSDK_CONFIG: folder }), {
      kind: "application-default",
      file,
    });
    rmSync(file);
  });

  it("says in one line that there are none, and names the rehearsal form of the verb", () => {
    assert.throws(
      () => findCredentials("status", { CLOUDSDK_CONFIG: folder }),
      (error: { exitCode: number; message: string }) => {
        assert.equal(error.exitCode, 6);
        assert.doesNotMatch(error.message, /\n/);
        assert.match(error.message, /stage status --rehearsal$/);
        return true;
      },
    );
  });
});
