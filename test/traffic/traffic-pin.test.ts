import assert from "node:assert/strict";
import fc from "fast-check";
import { Fault } from "../../faults/fault.ts";
import { formatFault } from "../../faults/format.ts";
import { formatPin, parsePin, pinInWords, samePin, type TrafficPin } from "../../traffic/traffic-pin.ts";

const pin: TrafficPin = { revision: "netra-a", by: "ada@laptop", at: "2026-01-02T00:00:00.000Z" };

describe("the traffic pin", () => {
  it("is the same after it was written and read", () => {
    const text = fc.string({ minLength: 1, maxLength: 200 });
    const pins = fc.record(
      { revision: text, by: text, at: text, from: text, reason: text },
      { requiredKeys: ["revision", "by", "at"], noNullPrototype: true },
    );
    fc.assert(fc.property(pins, (one) => assert.deepEqual(parsePin(formatPin(one)), one)));
  });

  it("stands as `none` where nothing is pinned", () => {
    assert.equal(formatPin(undefined), "none");
    assert.deepEqual([parsePin("none"), parsePin(undefined)], [undefined, undefined]);
  });

  it("cuts a reason that is a novel", () => {
    const kept = parsePin(formatPin({ ...pin, reason: "x".repeat(5000) }));
    assert.equal(kept?.reason, `${"x".repeat(199)}…`);
  });

  it("refuses what it never wrote, and says how to get rid of it", () => {
    for (const text of [
      "",
      "netra-a",
      "{}",
      '{"revision":"","by":"b","at":"c"}',
      '{"revision":1,"by":"b","at":"c"}',
    ])
      assert.throws(
        () => parsePin(text),
        (error) => {
          assert.ok(error instanceof Fault);
          assert.equal(
            formatFault(error),
            [
              "the service carries a traffic pin that cannot be read [traffic-pin-unreadable]",
              `  annotations["netra.dev/traffic-pin"]: expected none, or JSON with revision, by and at; found ${text}`,
              "  next: stage rollback --to REVISION writes the pin anew, stage promote releases it",
            ].join("\n"),
          );
          return error.exitCode === 2;
        },
      );
  });

  it("tells in words who pinned what, when, away from what and why", () => {
    assert.equal(pinInWords(pin), "ada@laptop pinned all traffic to netra-a at 2026-01-02T00:00:00.000Z");
    assert.equal(
      pinInWords({ ...pin, from: "netra-b", reason: "500s" }),
      'ada@laptop pinned all traffic to netra-a at 2026-01-02T00:00:00.000Z, away from netra-b: "500s"',
    );
  });

  it("is another one when anything about it is", () => {
    assert.ok(samePin(pin, { ...pin }));
    assert.ok(samePin(undefined, undefined));
    assert.ok(!samePin(pin, undefined));
    assert.ok(!samePin(pin, { ...pin, at: "2026-01-02T00:00:00.001Z" }));
  });
});
