import assert from "node:assert/strict";
import { overdueRefusal, patienceSeconds } from "../../rehearsal/revisions/patience.ts";

describe("a request that waits for an instance", () => {
  it("waits 10 s, or 3.5 times the average startup where that is longer", () => {
    assert.equal(patienceSeconds(0), 10);
    assert.equal(patienceSeconds(2), 10);
    assert.equal(patienceSeconds(20), 70);
  });

  it("is refused as saturated where no more instances may run", () => {
    assert.equal(overdueRefusal({ running: 2, starting: 0, maxInstances: 2 })?.reason, "saturated");
  });

  it("is refused as not scaled in time where more may run", () => {
    assert.equal(overdueRefusal({ running: 1, starting: 1, maxInstances: 2 })?.reason, "scaling");
    assert.equal(overdueRefusal({ running: 1, starting: 0, maxInstances: 2 })?.reason, "scaling");
  });

  it("waits on while the first instance is on its way", () => {
    assert.equal(overdueRefusal({ running: 0, starting: 1, maxInstances: 1 }), undefined);
  });
});
