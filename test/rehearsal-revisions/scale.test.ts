import assert from "node:assert/strict";
import { instancesToStart, type PoolLoad } from "../../rehearsal/revisions/scale.ts";

const IDLE: PoolLoad = {
  ...{ waiting: 0, freeSeats: 0, running: 0, starting: 0 },
  ...{ concurrency: 10, minInstances: 0, maxInstances: 3 },
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
    ["the minimum without requests", { minInstances: 2 }, 2],
    ["what the minimum lacks", { minInstances: 2, running: 1 }, 1],
  ];
  for (const [title, load, expected] of cases) {
    it(`is ${title}`, () => assert.equal(instancesToStart({ ...IDLE, ...load }), expected));
  }
});
