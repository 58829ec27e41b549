import assert from "node:assert/strict";
import fc from "fast-check";
import { canonicalJson } from "../../traffic/canonical-json.ts";
import { revisionName } from "../../traffic/revision-name.ts";

const template = {
  containers: [{ image: "r/p/i@sha256:aa", envs: [{ name: "A", value: "1" }] }],
  timeout: "300s",
};

/** The same value with the keys of every map the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, reversed(inner)] as const);
  return Object.fromEntries(entries.reverse());
}

describe("revisionName", () => {
  it("is the service's name and a hash", () => {
    assert.match(revisionName("netra-backend-staging", template), /^netra-backend-staging-[0-9a-f]{10}$/);
  });

  it("is pinned: a release must not rename what is live", () => {
    assert.equal(revisionName("netra", { image: "i@sha256:aa", limits: { cpu: "1" } }), "netra-ce0e20ea08");
  });

  it("differs when only the image's digest differs", () => {
    const other = { ...template, containers: [{ ...template.containers[0], image: "r/p/i@sha256:bb" }] };
    assert.notEqual(revisionName("netra", template), revisionName("netra", other));
  });

  it("does not depend on the order of keys, nor on keys that are undefined", () => {
    const other = { timeout: "300s", scaling: undefined, containers: template.containers };
    assert.equal(revisionName("netra", template), revisionName("netra", other));
  });

  it("has room beside the longest service name that settings allow", () => {
    assert.equal(revisionName("a".repeat(49), template).length, 60);
    assert.throws(() => revisionName("a".repeat(60), template), RangeError);
  });

  it("is the same for any template, however its keys are ordered", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        assert.equal(revisionName("netra", value), revisionName("netra", reversed(value)));
      }),
    );
  });
});

describe("canonicalJson", () => {
  it("gives different values different texts", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const same = JSON.stringify(a) === JSON.stringify(b);
        fc.pre(!same);
        const alike = canonicalJson(a) === canonicalJson(b);
        assert.equal(alike, canonicalJson(reversed(a)) === canonicalJson(b));
        if (alike) assert.deepEqual(JSON.parse(canonicalJson(a)), JSON.parse(canonicalJson(b)));
      }),
    );
  });

  it("keeps the order of lists", () => {
    assert.notEqual(canonicalJson([1, 2]), canonicalJson([2, 1]));
  });

  it("keeps a key named __proto__", () => {
    assert.equal(canonicalJson(JSON.parse('{"__proto__":1}')), '{"__proto__":1}');
  });
});
