import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tokenSource } from "../../cli/target/google-clients.ts";

describe("an access token", () => {
  const before = process.env.GOOGLE_APPLICATION_CREDENTIALS;
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "token-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
    if (before === undefined) delete process.env.GOOGLE_APPLICATION_CREDENTIALS;
    else process.env.GOOGLE_APPLICATION_CREDENTIALS = before;
  });

  it("is the one that was given", async () => {
    assert.equal(await tokenSource({ project: "p", region: "r", accessToken: "t" })(), "t");
  });

  for (const [what, text] of [
    ["are of no kind that Google knows", "{}"],
    ["cannot be read", "{"],
  ] as const) {
    it(`that is not to be had, since the credentials ${what}, ends with 6 and how to sign in`, async () => {
      const file = join(folder, "key.json");
      writeFileSync(file, text);
      process.env.GOOGLE_APPLICATION_CREDENTIALS = file;
      await assert.rejects(tokenSource({ project: "p", region: "r" })(), {
        code: "credentials-refused",
        exitCode: 6,
        next: "gcloud auth application-default login, then the same command again",
      });
    });
  }
});
