import assert from "node:assert/strict";
import { instancesFor, instancesToStart, type PoolLoad } from "../../rehearsal/revisions/scale.ts";

const IDLE: PoolLoad = {
  ...{ waiting: 0, freeSeats: 0, running: 0, starting: 0 },
  ...{ concurrency: 10, wanted: 0, maxInstances: 3 },
};

describe("the number of instances to start", () => {
  const cases: [string, Partial<PoolLoad>, number][] = [
    ["none without requests", {}, 0],
    ["one for the first request", { waiting: 1 }, 1],
    ["none more while one is starting that has room", { waiting: 10, starting: 1 }, 0],
    ["two for more than one can take", { waiting: 11 }, 2],
    ["none while running ones have room", { waiting: 2, freeSeats: 2, running: 1 }, 0],
    ["no more than the maximum", { waiting: 100 }, 3],
    ["none beyond the maximum", { waiting: 100, running: 2, starting: 1 }, 0],
    ["those wanted without requests", { wanted: 2 }, 2],
    ["what is lacking of those wanted", { wanted: 2, running: 1 }, 1],
  ];
  for (const [title, load, expected] of cases) {
    it(`is ${title}`, () => assert.equal(instancesToStart({ ...IDLE, ...load }), expected));
  }
});

describe("the number of instances for a concurrency", () => {
  const cases: [number, number, number][] = [
    [0, 80, 0],
    [0.1, 80, 1],
    [48, 80, 1],
    [48.1, 80, 2],
    [480, 80, 10],
    [1, 1, 2],
  ];
  for (const [mean, concurrency, expected] of cases) {
    it(`is ${expected} for ${mean} requests at once where an instance may take ${concurrency}`, () =>
      assert.equal(instancesFor(mean, concurrency), expected));
  }
});
