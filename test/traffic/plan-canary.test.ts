import assert from "node:assert/strict";
import fc from "fast-check";
import type { CanaryState } from "../../traffic/canary-state.ts";
import { canaryShares, planCanary } from "../../traffic/plan-canary.ts";
import { planTraffic } from "../../traffic/plan-traffic.ts";
import type { TrafficTarget } from "../../traffic/traffic-target.ts";

const state: CanaryState = {
  revision: "new",
  stable: { a: 100 },
  steps: [1, 10, 50, 100],
  step: 1,
  since: "2026-01-01T12:00:00.000Z",
  by: "ada@laptop",
  startedAt: "2026-01-01T11:00:00.000Z",
  gates: [],
};
const { revision: _, ...armed } = { ...state, step: 0 };

function short(targets: TrafficTarget[]): string {
  return targets
    .map(({ revision = "LATEST", percent, tag }) => `${revision}=${percent}${tag ? `#${tag}` : ""}`)
    .join(" ");
}

describe("the traffic while a canary is on", () => {
  const table: { title: string; state: CanaryState; candidate?: string; plan: string }[] = [
    {
      title: "armed: what is deployed next gets the first step",
      state: armed,
      candidate: "new",
      plan: "new=1#canary a=99",
    },
    { title: "armed, nothing new deployed: nothing moves", state: armed, candidate: "a", plan: "a=100" },
    { title: "on its way: its step", state, candidate: "new", plan: "new=10#canary a=90" },
    {
      title: "another revision deployed meanwhile: it waits, the step stays",
      state,
      candidate: "newer",
      plan: "newer=0#candidate new=10#canary a=90",
    },
    {
      title: "earlier settings deployed meanwhile: the step stays",
      state,
      candidate: "a",
      plan: "new=10#canary a=90",
    },
    {
      title: "beside a split: the rest keeps its proportions",
      state: { ...state, stable: { a: 67, b: 33 } },
      candidate: "new",
      plan: "new=10#canary a=60 b=30",
    },
    {
      title: "all traffic, with a newer one waiting",
      state: { ...state, step: 3 },
      candidate: "newer",
      plan: "newer=0#candidate new=100#canary",
    },
  ];
  for (const row of table) {
    it(row.title, () => assert.equal(short(planCanary(row.state, row.candidate)), row.plan));
  }

  it("is planned under every strategy, but not against a pin", () => {
    const pin = { revision: "a", by: "bob@desk", at: "2026-01-01T12:30:00.000Z" };
    const facts = { candidate: "new", canary: state };
    assert.equal(short(planTraffic({ strategy: "latest" }, facts)), "new=10#canary a=90");
    assert.equal(short(planTraffic({ strategy: "blue-green" }, facts)), "new=10#canary a=90");
    assert.equal(short(planTraffic({ strategy: "latest" }, { ...facts, pin })), "new=0#candidate a=100");
  });

  it("adds up to 100, names no revision and no tag twice, and gives the canary just its step", () => {
    const shares = fc
      .uniqueArray(fc.constantFrom("a", "b", "c", "d"), { minLength: 1, maxLength: 4 })
      .chain((names) =>
        fc
          .array(fc.integer({ min: 1, max: 100 }), { minLength: names.length, maxLength: names.length })
          .map((weights) => Object.fromEntries(names.map((name, index) => [name, weights[index] ?? 1]))),
      );
    fc.assert(
      fc.property(
        shares,
        fc.integer({ min: 1, max: 100 }),
        fc.constantFrom("new", "newer", "a"),
        (stable, step, candidate) => {
          const any = { ...state, stable, steps: [step], step: 0 };
          const targets = planCanary(any, candidate);
          const names = targets.map(({ revision }) => revision);
          const tags = targets.flatMap(({ tag }) => tag ?? []);
          assert.equal(
            targets.reduce((sum, { percent }) => sum + percent, 0),
            100,
          );
          assert.deepEqual([names.length, tags.length], [new Set(names).size, new Set(tags).size]);
          assert.equal(canaryShares(any).new, step);
        },
      ),
    );
  });
});
