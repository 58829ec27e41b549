import assert from "node:assert/strict";
import { createRedact, REDACTED, redactAll } from "../../../validation/redaction/redact.ts";

/** Put together at run time, so that no scanner takes this file for a leak. */
const TOKEN = ["eyJhbGciOiJIUzI1NiJ9", "eyJzdWIiOiJ1c2VyLTEifQ", "c2lnbmF0dXJlLXNpZ25hdHVyZQ"].join(".");
const PRIVATE_KEY = ["-----BEGIN", "PRIVATE KEY-----\nMIIabc\n-----END", "PRIVATE KEY-----"].join(" ");

const SECRETS: [secret: string, text: string][] = [
  [TOKEN, `token ${TOKEN} seen`],
  [TOKEN, `Authorization: Bearer ${TOKEN}`],
  ["QWxhZGRpbjpvcGVu", "authorization: Basic QWxhZGRpbjpvcGVu"],
  ["hunter22", "postgres://netra:hunter22@10.0.0.3:5432/netra"],
  ["hunter22", "DATABASE_PASSWORD=hunter22"],
  ["hunter22", `{"password":"hunter22","user":"netra"}`],
  ["hunter22", "JWT_SECRET_KEY: hunter22"],
  ["s3ss10n", "set-cookie=s3ss10n; Path=/"],
  ["opaque-12345", `{"accessToken":"opaque-12345"}`],
  ["opaque-12345", "dbPassword: opaque-12345"],
  ["hunter22", "PGPASSWORD=hunter22"],
  ["hunter22", JSON.stringify({ line: JSON.stringify({ password: "hunter22 horse", user: "netra" }) })],
  ["horse", `{"password": "correct horse battery"}`],
  ["long", "DB_PASSWORD='it s;long'"],
  ["quote", `{"password":"with \\" a quote"}`],
  ["cdefghij", "postgres://u:ab/cdefghij@host/db"],
  ["ssword1", "postgres://u:p@ssword1@host/db"],
  [`AIza${"x".repeat(35)}`, `key AIza${"x".repeat(35)} used`],
  [`ya29.${"a".repeat(30)}`, `ya29.${"a".repeat(30)}`],
  [`ghp_${"b".repeat(36)}`, `push with ghp_${"b".repeat(36)}`],
  [`sk-proj-${"c".repeat(24)}`, `LLM key sk-proj-${"c".repeat(24)}`],
  ["MIIabc", `key ${PRIVATE_KEY} end`],
];

const HARMLESS = [
  "Startup phase INIT completed in 2415 ms",
  "sha256:0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0",
  "registry.example:5000/netra/backend@sha256:ab",
  "NO_TOKEN on connection attempts",
  "user_id='service:netra-backend'",
  "pulled http://127.0.0.1:5000/netra/backend@sha256:0f1e",
  "12 tokens: 3 in, 9 out",
  "GET https://backend.example/health → 200 in 4.2 ms",
];

describe("taking secrets out", () => {
  for (const [secret, text] of SECRETS) {
    it(`leaves nothing of one in «${text.slice(0, 40).replaceAll("\n", " ")}…»`, () => {
      const clean = createRedact()(text);
      assert.ok(!clean.includes(secret), clean);
      assert.ok(clean.includes(REDACTED), clean);
    });
  }

  for (const text of HARMLESS) {
    it(`leaves «${text}» alone`, () => assert.equal(createRedact()(text), text));
  }

  it("takes known ones out wherever they stand, also encoded for an address or as base64", () => {
    const redact = createRedact(["correct horse/battery"]);
    const text = `a correct horse/battery b correct%20horse%2Fbattery c ${Buffer.from("correct horse/battery").toString("base64")} d`;
    assert.equal(redact(text), `a ${REDACTED} b ${REDACTED} c ${REDACTED} d`);
  });

  it("changes nothing that has been taken out already", () => {
    const redact = createRedact();
    for (const [, text] of SECRETS) assert.equal(redact(redact(text)), redact(text));
  });

  it("leaves the rest of a line around a quoted one", () => {
    assert.equal(
      createRedact()(`{"password":"a b","user":"netra"} and token='x y', more`),
      `{"password":"${REDACTED}","user":"netra"} and token='${REDACTED}', more`,
    );
  });

  it("takes a value out whose key says that it is secret, at any depth", () => {
    const value = {
      headers: { Authorization: "opaque", accept: "text/html" },
      list: [{ access_token: "opaque" }],
      n: 3,
    };
    assert.deepEqual(redactAll(value, createRedact()), {
      headers: { Authorization: REDACTED, accept: "text/html" },
      list: [{ access_token: REDACTED }],
      n: 3,
    });
  });
});
