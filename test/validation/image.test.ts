import assert from "node:assert/strict";
import { compareEnvironment } from "../../validation/environment.ts";
import { compareImage } from "../../validation/image.ts";

const digest = `sha256:${"a".repeat(64)}`;
const other = `sha256:${"b".repeat(64)}`;

describe("image and environment as declared", () => {
  it("lets the digest decide, not the registry that the reference names", () => {
    assert.deepEqual(compareImage(`one/image@${digest}`, `two/image@${digest}`), []);
  });

  it("gives both digests where another image is live", () => {
    assert.deepEqual(compareImage(`one/image@${digest}`, `one/image@${other}`), [
      { path: "image", expected: digest, actual: other },
    ]);
  });

  it("refuses a live image that was not deployed by digest", () => {
    assert.deepEqual(compareImage(`one/image@${digest}`, "one/image:latest"), [
      { path: "image", expected: digest, actual: "one/image:latest" },
    ]);
  });

  it("names each variable and secret that the live revision does not have", () => {
    const declared = {
      env: { LOG_LEVEL: "info", ENVIRONMENT: "staging" },
      secrets: { JWT_SECRET_KEY: { secret: "jwt", version: "1" } },
    };
    assert.deepEqual(compareEnvironment(declared, ["LOG_LEVEL", "PORT"]), [
      { path: "env.ENVIRONMENT", expected: "a variable of the live revision", actual: "no such variable" },
      {
        path: "secrets.JWT_SECRET_KEY",
        expected: "a variable of the live revision",
        actual: "no such variable",
      },
    ]);
  });
});
