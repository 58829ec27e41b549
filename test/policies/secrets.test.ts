import assert from "node:assert/strict";
import { evaluate } from "../../policies/evaluate.ts";
import { messageOf } from "../../policies/message.ts";
import { UNKNOWN } from "../../policies/resource/property.ts";
import { SERVICE_MEMBER } from "../../policies/resource/types.ts";
import { declaredStack } from "./declared-stack.ts";

async function refused(name: string, value: string) {
  const stack = await declaredStack();
  stack.addVariable(name, value);
  return evaluate(stack.resources);
}

/** Put together here, so that no scanner takes this file for a leak. */
const TOKENS: Record<string, string> = {
  "a Google API key": `AIza${"Sy1".repeat(11)}Zz`,
  "an AWS access key": `AKIA${"ABCD".repeat(4)}`,
  "a GitHub token": `ghp_${"a1B2".repeat(9)}`,
  "an OpenAI or Anthropic key": `sk-${"a1B2".repeat(8)}`,
  "a Slack token": `xoxb-${"1234-".repeat(4)}x`,
  "a Stripe key": `sk_live_${"a1B2".repeat(4)}`,
  "a JSON Web Token": `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.${"c".repeat(10)}`,
  "a private key": "-----BEGIN RSA PRIVATE KEY-----",
  "a service account key": '{ "type": "service_account" }',
  "an address with a password": "postgres://netra:hunter2@/netra?host=/cloudsql/x",
};

describe("secrets in the clear", () => {
  for (const [shape, value] of Object.entries(TOKENS))
    it(`are known by their shape: ${shape}`, async () => {
      const findings = await refused("NOTE", value);
      const found = findings.find(({ rule }) => rule.id === "token-shapes");
      assert.equal(found?.found, shape);
    });

  it("are known by their randomness, in hexadecimal too", async () => {
    const ids = async (value: string) => (await refused("NOTE", value)).map(({ rule }) => rule.id);
    assert.deepEqual(await ids("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822c"), ["secret-entropy"]);
    assert.deepEqual(await ids("k3J9xQ2vL8mZ5tR7wY1n"), ["secret-entropy"]);
    assert.deepEqual(await ids("netra-backend-staging-feature-chat-pipeline-v2"), []);
    assert.deepEqual(await ids("0000000000000000000000000000000000000000"), []);
  });

  it("are never repeated in what is reported", async () => {
    for (const value of [...Object.values(TOKENS), "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b"]) {
      const messages = (await refused("SMTP_PASSWORD", value)).map(messageOf).join("\n");
      assert.match(messages, /\[secret-names\]/);
      assert.ok(!messages.includes(value.slice(0, 16)), messages);
    }
  });

  it("are known by their name where the value is still to be made", async () => {
    const stack = await declaredStack();
    stack.container.envs.push({ name: "SMTP_PASSWORD", value: UNKNOWN });
    const [name] = evaluate(stack.resources).filter(({ rule }) => rule.id === "secret-names");
    assert.equal(name?.outcome, "violated");
  });

  it("are looked for beside a public key", async () => {
    const key = `-----BEGIN PUBLIC KEY-----\nMFkw\n-----END PUBLIC KEY-----`;
    const ids = (await refused("JWT_PUBLIC_KEY", `${key} k3J9xQ2vL8mZ5tR7wY1n`)).map(({ rule }) => rule.id);
    assert.deepEqual(ids, ["secret-entropy"]);
  });

  for (const name of [
    "JWT_ISSUER",
    "TOKEN_TTL_SECONDS",
    "PASSWORD_RESET_URL",
    "KEYBOARD",
    "MONKEY_HOST",
    "SECRET_NAME",
  ])
    it(`are not seen in the name ${name}`, async () => {
      assert.deepEqual(await refused(name, "plain"), []);
    });
});

describe("public invocation", () => {
  it("is refused for a service that is not meant to be public", async () => {
    const stack = await declaredStack();
    stack.set(SERVICE_MEMBER, "name", "projects/netra-staging/locations/us-central1/services/netra-admin");
    const ids = evaluate(stack.resources).map(({ rule }) => rule.id);
    assert.deepEqual(ids, ["public-invocation", "orphan-bindings"]);
  });
});
