import assert from "node:assert/strict";
import { kindOf } from "../../../release/canary/error-lines.ts";
import { seededRandom } from "./seeded-random.ts";

const DIGITS = "0123456789";
const SMALL = "abcdefghijklmnopqrstuvwxyz";
const CAPITALS = SMALL.toUpperCase();
const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

const FORMS: { form: string; alphabet: string; length: number }[] = [
  { form: "ULIDs", alphabet: CROCKFORD, length: 26 },
  { form: "cuids", alphabet: DIGITS + SMALL, length: 25 },
  { form: "base62", alphabet: DIGITS + SMALL + CAPITALS, length: 22 },
  { form: "nanoids", alphabet: `${DIGITS}${SMALL}${CAPITALS}_-`, length: 21 },
  { form: "hexadecimals", alphabet: `${DIGITS}abcdef`, length: 12 },
];
const SAMPLES = 1_000;

describe("identifiers in error lines", () => {
  for (const { form, alphabet, length } of FORMS)
    it(`are no kinds of their own: ${form}, bare and with a prefix`, () => {
      const random = seededRandom(1);
      const identifier = () =>
        Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]).join("");
      for (const prefix of ["", "thr_"]) {
        const kinds = Array.from({ length: SAMPLES }, () =>
          kindOf(`Thread ${prefix}${identifier()} not found`),
        );
        const others = kinds.filter((kind) => kind !== `Thread ${prefix}# not found`);
        // A few look like names, or have no digit.
        assert.ok(others.length < 0.07 * SAMPLES, `${others.length}: ${others.slice(0, 5).join("; ")}`);
      }
    });

  const alike: [line: string, kind: string][] = [
    ["Thread thr_01J8ZQ4X7YABCDEFGHJKMNPQRS not found", "Thread thr_# not found"],
    ["user kX9aPqLmWzT not found", "user # not found"],
    ["GET /api/threads/V1StGXR8_Z5jdHi6B-myT failed", "GET /api/threads/# failed"],
    ["token for ada.lovelace+test@mail.example.com expired", "token for # expired"],
    ["user 0b6f2a4e-7d0e-4c58-9d5f-0a1b2c3d4e5f", "user #"],
    ["job_0a1b2c3d4e_failed at 0x7f3a2b4c5d6e", "job_#_failed at #"],
    ["took 1234567ms", "took #ms"],
    ["took 12ms", "took #ms"],
  ];
  for (const [line, kind] of alike) it(`are taken out of "${line}"`, () => assert.equal(kindOf(line), kind));

  it("are told from the names of errors and of what they are about", () => {
    const names = [
      ...[
        "E11000",
        "ECONNRESET",
        "EAI_AGAIN",
        "ERR_HTTP2_STREAM_ERROR",
        "PGRST116",
        "ORA-00942",
        "CERT_HAS_EXPIRED",
      ],
      ...[
        "OAuth2Error",
        "Base64DecodeError",
        "K8sApiException",
        "S3UploadFailed",
        "Utf8Decode",
        "Log4jAppender",
      ],
      ...[
        "psycopg2.errors.UndefinedColumn",
        "psycopg2.errors.UniqueViolation",
        "user_profile_v2",
        "X509Certificate",
      ],
    ];
    const kinds = names.map(kindOf);
    assert.equal(new Set(kinds).size, names.length, kinds.join("; "));
    assert.ok(!kinds.includes("#"));
  });

  it("are looked for in a long line without taking long", () => {
    const started = performance.now();
    for (let times = 0; times < 100; times += 1) kindOf("a1B_".repeat(64_000));
    assert.ok(performance.now() - started < 5_000);
  });
});
