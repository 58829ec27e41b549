import assert from "node:assert/strict";
import fc from "fast-check";
import {
  formatHistory,
  type Health,
  type Move,
  parseHistory,
  type ServingEntry,
  sameShares,
  sharesOf,
  withHealth,
  withServing,
} from "../../traffic/serving-history.ts";

const deployed: ServingEntry = {
  at: "2026-01-01T00:00:00Z",
  by: "ada@laptop",
  move: "deploy",
  from: {},
  to: { a: 100 },
  health: "good",
};

const shares = fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.integer({ min: 1, max: 100 }), {
  noNullPrototype: true,
});
const entry: fc.Arbitrary<ServingEntry> = fc.record(
  {
    at: fc.string(),
    by: fc.string(),
    move: fc.constantFrom<Move>("deploy", "rollback", "promote", "restore", "seen"),
    from: shares,
    to: shares,
    health: fc.constantFrom<Health>("good", "bad", "unverified"),
    reason: fc.string({ maxLength: 1000 }),
  },
  { requiredKeys: ["at", "by", "move", "from", "to", "health"] },
);

describe("the serving history", () => {
  it("keeps the newest entries, and stays small whatever is put in", () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 40 }), (history) => {
        const text = formatHistory(history);
        const kept = parseHistory(text);
        assert.ok(kept.length <= 20 && (text.length <= 16_384 || kept.length === 1));
        assert.ok(kept.length === Math.min(history.length, 20) || text.length > 10_000);
        assert.deepEqual(
          kept.map(({ to, health }) => [to, health]),
          history.slice(0, kept.length).map(({ to, health }) => [to, health]),
        );
        assert.equal(formatHistory(kept), text);
      }),
    );
  });

  it("leaves out what cannot be read", () => {
    for (const text of [undefined, "", "none", "{}", "[1]", '[{"at":1}]', "["])
      assert.deepEqual(parseHistory(text), []);
    assert.deepEqual(parseHistory(`[{"at":"x"},${JSON.stringify(deployed)}]`), [deployed]);
  });

  it("takes the latest ready revision for what follows the latest", () => {
    const trafficStatuses = [
      { percent: 90 },
      { revision: "a", percent: 10 },
      { revision: "c", tag: "green" },
    ];
    assert.deepEqual(sharesOf({ latestReadyRevision: "x/revisions/b", trafficStatuses }), { b: 90, a: 10 });
  });

  it("notes what serves only where that is news", () => {
    const seen = { at: "2026-01-02T00:00:00Z", by: "someone@example.com" };
    assert.deepEqual(withServing([deployed], { a: 100 }, seen), [deployed]);
    assert.deepEqual(withServing([deployed], {}, seen), [deployed]);
    assert.deepEqual(withServing([deployed], { b: 100 }, seen), [
      { ...seen, move: "seen", from: { a: 100 }, to: { b: 100 }, health: "unverified" },
      deployed,
    ]);
    assert.deepEqual(withServing([], { b: 100 }, seen)[0]?.from, {});
  });

  it("judges what serves now", () => {
    assert.deepEqual(withHealth([deployed, deployed], "bad"), [{ ...deployed, health: "bad" }, deployed]);
    assert.deepEqual(withHealth([], "good"), []);
  });

  it("compares shares whatever their order", () => {
    assert.ok(sameShares({ a: 1, b: 99 }, { b: 99, a: 1 }));
    assert.ok(!sameShares({ a: 100 }, { a: 100, b: 0 }));
    assert.ok(!sameShares({ a: 100 }, { b: 100 }));
  });
});
