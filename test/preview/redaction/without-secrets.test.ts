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
      "jwt_secret",
      "stripe_key",
    ]) {
      assert.equal(withoutSecrets("harmless", name), "[secret]", name);
    }
    assert.deepEqual(withoutSecrets({ name: "DB_PASSWORD", value: "harmless" }), {
      name: "DB_PASSWORD",
      value: "[secret]",
    });
  });

  it("masks them with words before, a number or several of them as well", () => {
    for (const name of [
      ...[
        "PGPASSWORD",
        "DBPASSWORD",
        "DB_PASSWORDS",
        "PASSWORD1",
        "DB_USER_PASSWORD2",
        "SSHPASS",
        "MYSQL_PASS2",
      ],
      ...["JWTSECRET", "APP_SECRETS", "OPENAI_APIKEY", "API_KEYS", "AUTH_TOKENS", "CSRFTOKEN", "CREDS"],
      ...["dbpassword", "apiKeys", "authTokens"],
    ]) {
      assert.equal(withoutSecrets("harmless", name), "[secret]", name);
    }
  });

  it("leaves what only speaks of secrets, of counted tokens, or has such a word for a syllable", () => {
    for (const name of [
      ...["ACCESS_TOKEN_TTL_SECONDS", "AUTH_TOKEN_URL", "PASSWORD_MIN_LENGTH", "JWTSECRET_NAME", "tokenUrl"],
      ...["LLM_MAX_TOKENS", "MAX_OUTPUT_TOKENS", "maxTokens", "TOKENS_PER_MINUTE", "TOKEN_LIMIT"],
      ...["BYPASS_STARTUP_VALIDATION", "COMPASS_HOST", "TOKENIZERS_PARALLELISM", "PASSWORDLESS", "KEYBOARDS"],
      ...["secret", "SECRETARIAT"],
    ]) {
      assert.equal(withoutSecrets("harmless", name), "harmless", name);
    }
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

  it("leaves of Slack's posting addresses what anybody may know", () => {
    const path = ["T0000000", "B0000000", "x".repeat(24)].join("/");
    assert.equal(
      redact(`posts to https://hooks.slack.com/services/${path}, as agreed`),
      "posts to https://hooks.slack.com/services/[secret], as agreed",
    );
  });

  it("takes out what a text sets under a secret's name, and nothing beside it", () => {
    for (const [text, shown] of [
      ["host=/cloudsql/x user=netra password=hunter2 dbname=netra", "password=[secret] dbname"],
      [
        "jdbc:postgresql://10.0.0.3/db?user=netra&password=hunter2&ssl=1",
        "user=netra&password=[secret]&ssl=1",
      ],
      ["Server=db;Pwd='hunter2 x';Timeout=3", "Pwd='[secret]';Timeout=3"],
      ["`PGPASSWORD=hunter2`, such as", "`PGPASSWORD=[secret]`, such as"],
      ["password=hun`ter2", "password=[secret]"],
    ] as const) {
      const clean = redact(text);
      assert.ok(clean.includes(shown), clean);
      assert.ok(!/hun|ter2/.test(clean), clean);
      assert.equal(redact(clean), clean);
      assert.equal(withoutSecrets(text, "DATABASE_DSN"), clean);
    }
    const harmless =
      'secretKeyRef.secret: netra-jwt, {"secret":"netra-jwt"}, LLM_MAX_TOKENS=4096, TOKEN_TTL=3600';
    assert.equal(redact(harmless), harmless);
  });

  it("takes the password out of an address whose user has an at sign", () => {
    assert.equal(
      redact("postgresql://netra@srv:hunter2@10.0.0.3/db"),
      "postgresql://netra@srv:[secret]@10.0.0.3/db",
    );
    for (const text of ["ssh://git@example.com:22/netra", "ssh://git@example.com:22/netra@main"]) {
      assert.equal(redact(text), text);
    }
  });
});
