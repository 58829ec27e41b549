import assert from "node:assert/strict";
import fc from "fast-check";
import { apportion } from "../../traffic/apportion.ts";
import { servingRevisions } from "../../traffic/serving.ts";

describe("servingRevisions", () => {
  it("reads a target of type LATEST as the latest ready revision, whose name may be a full one", () => {
    const latestReadyRevision = "projects/p/locations/l/services/s/revisions/s-1";
    assert.deepEqual(
      servingRevisions({ latestReadyRevision, trafficStatuses: [{ revision: "", percent: 100 }] }),
      [{ revision: "s-1", percent: 100, tags: [] }],
    );
  });

  it("joins the rows of a revision, the largest share first", () => {
    const trafficStatuses = [
      { revision: "a", percent: 20 },
      { revision: "b", percent: 50 },
      { revision: "a", percent: 30, tag: "blue" },
      { revision: "c", tag: "green" },
    ];
    assert.deepEqual(servingRevisions({ latestReadyRevision: "c", trafficStatuses }), [
      { revision: "a", percent: 50, tags: ["blue"] },
      { revision: "b", percent: 50, tags: [] },
      { revision: "c", percent: 0, tags: ["green"] },
    ]);
  });

  it("finds nothing where nothing is ready", () => {
    assert.deepEqual(servingRevisions({ latestReadyRevision: "", trafficStatuses: [{ percent: 100 }] }), []);
  });
});

describe("apportion", () => {
  it("gives what is left to the largest remainders", () => {
    assert.deepEqual(apportion([1, 1, 1], 100), [34, 33, 33]);
    assert.deepEqual(apportion([2, 1], 90), [60, 30]);
  });

  it("refuses weights that are all zero", () => {
    assert.throws(() => apportion([0, 0], 100), RangeError);
  });

  it("adds up, and is off by less than one from the exact share", () => {
    const weights = fc
      .array(fc.nat(1000), { minLength: 1, maxLength: 8 })
      .filter((list) => list.some(Boolean));
    fc.assert(
      fc.property(weights, fc.nat(100), (list, percent) => {
        const total = list.reduce((sum, weight) => sum + weight, 0);
        const shares = apportion(list, percent);
        assert.equal(
          shares.reduce((sum, share) => sum + share, 0),
          percent,
        );
        shares.forEach((share, index) => {
          assert.ok(Math.abs(share - ((list[index] ?? 0) * percent) / total) < 1);
        });
      }),
    );
  });
});
