import assert from "node:assert/strict";
import { looksRandom } from "../../../preview/redaction/looks-random.ts";
import { redact } from "../../../preview/redaction/redact.ts";
import { withoutSecrets } from "../../../preview/redaction/without-secrets.ts";

const SECRET = {
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  ciphertext: "[secret]",
};

describe("a value without its secrets", () => {
  it("keeps masked what the engine masks, wherever it is", () => {
    assert.equal(withoutSecrets(SECRET), "[secret]");
    assert.deepEqual(withoutSecrets({ labels: [SECRET, "plain"] }), { labels: ["[secret]", "plain"] });
  });

  it("says of what is not known yet that the deployment makes it known", () => {
    assert.deepEqual(withoutSecrets({ image: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" }), {
      image: "(known after deploy)",
    });
  });

  it("masks a variable's hexadecimal key, and tells commits and what only speaks of keys apart", () => {
    const hexadecimal = "9f86d081884c7d659a2feaa0c55ad015";
    assert.equal(withoutSecrets(hexadecimal, "LICENCE"), "[secret]");
    for (const name of ["COMMIT_SHA", "IMAGE_DIGEST", "BUILD_VERSION"]) {
      assert.equal(withoutSecrets(hexadecimal, name), hexadecimal, name);
    }
    for (const name of ["STRIPE_KEY_ID", "TLS_KEY_FILE", "KEYBOARD", "PASSES"]) {
      assert.equal(withoutSecrets("harmless", name), "harmless", name);
    }
  });

  it("masks texts by the name of what holds them", () => {
    for (const name of [
      "password",
      "adminPassword",
      "privateKey",
      "secretData",
      "api_key",
      "SMTP_PASSWORD",
      "OAUTH_CLIENT_SECRET",
      "TOKEN",
      "ENCRYPTION_KEY",
      "SMTP_PASS",
    ]) {
      assert.equal(withoutSecrets("harmless", name), "[secret]", name);
    }
    assert.deepEqual(withoutSecrets({ name: "DB_PASSWORD", value: "harmless" }), {
      name: "DB_PASSWORD",
      value: "[secret]",
    });
  });

  it("leaves names of secrets, versions and digests to be read", () => {
    const kept = {
      secretKeyRef: { secret: "netra-staging-jwt-secret", version: "2" },
      secretId: "netra-staging-jwt-secret",
      contextDigest: "d84fa84a4d1334f39fa744be41e14ef1a8960360e3b0299f0edfd99f7a1c1f65",
      revision: "netra-backend-staging-7aeb04e5be",
      image: "us-central1-docker.pkg.dev/netra/backend@sha256:91496d71232a98a525ed629883276b6a",
      path: "/cloudsql/netra-staging:us-central1:staging-shared-postgres",
      executionEnvironment: "EXECUTION_ENVIRONMENT_GEN2",
      displayName: "Runs netra-backend-staging",
      tokenCount: 3,
    };
    assert.deepEqual(withoutSecrets(kept), kept);
  });

  it("masks what looks generated under whatever name", () => {
    assert.equal(withoutSecrets("q7Xv2LkZr94TnWbYc0HdMf8sJgPu3E5a", "buildTag"), "[secret]");
    assert.equal(looksRandom("MyServiceDisplayName2"), false);
    assert.equal(looksRandom("Aa1Aa1Aa1Aa1Aa1Aa1Aa1Aa1"), false);
  });

  it("takes known tokens and passwords in addresses out of a text, and nothing else", () => {
    const token = ["ghp", "0dE7kq2YvT9wXbN4mLs8RzJc5HfUaP1iGoQe"].join("_");
    assert.equal(redact(`got ${token}, which is wrong`), "got [secret], which is wrong");
    assert.equal(
      redact("postgres://netra:hunter2@10.0.0.3:5432/netra"),
      "postgres://netra:[secret]@10.0.0.3:5432/netra",
    );
    const text = "https://example.com/a:b@c is an address, netra@example.com is another";
    assert.equal(redact(text), text);
  });
});
