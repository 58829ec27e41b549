import assert from "node:assert/strict";
import fc from "fast-check";
import { Fault } from "../../faults/fault.ts";
import { planTraffic, type Strategy } from "../../traffic/plan-traffic.ts";
import type { LiveTraffic, TrafficStatus } from "../../traffic/serving.ts";
import type { TrafficTarget } from "../../traffic/traffic-target.ts";

function live(...trafficStatuses: TrafficStatus[]): LiveTraffic {
  return { latestReadyRevision: "a", trafficStatuses };
}

/** Targets in short: `a=90 b=10#canary`. */
function short(targets: TrafficTarget[]): string {
  return targets
    .map(({ revision = "LATEST", percent, tag }) => `${revision}=${percent}${tag ? `#${tag}` : ""}`)
    .join(" ");
}

const canary: Strategy = { strategy: "canary", percent: 10 };
const blueGreen: Strategy = { strategy: "blue-green" };
const everythingOnLatest = live({ percent: 100, type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST" });

describe("planTraffic", () => {
  const table: { title: string; strategy: Strategy; live?: LiveTraffic; plan: string }[] = [
    { title: "latest: all to the latest", strategy: { strategy: "latest" }, plan: "LATEST=100" },
    { title: "canary, first deploy: all to the candidate", strategy: canary, plan: "new=100" },
    {
      title: "canary: its share, tagged",
      strategy: canary,
      live: everythingOnLatest,
      plan: "new=10#canary a=90",
    },
    {
      title: "canary again, nothing changed: the same",
      strategy: canary,
      live: live({ revision: "new", percent: 10, tag: "canary" }, { revision: "a", percent: 90 }),
      plan: "new=10#canary a=90",
    },
    {
      title: "canary after a canary: the one before loses its share",
      strategy: canary,
      live: live({ revision: "old", percent: 10, tag: "canary" }, { revision: "a", percent: 90 }),
      plan: "new=10#canary a=90",
    },
    {
      title: "canary taken back by deploying the settings before it: all to what served beside it",
      strategy: canary,
      live: live({ revision: "b", percent: 10, tag: "canary" }, { revision: "new", percent: 90 }),
      plan: "new=100",
    },
    {
      title: "canary with a higher share",
      strategy: { strategy: "canary", percent: 50 },
      live: live({ revision: "new", percent: 10, tag: "canary" }, { revision: "a", percent: 90 }),
      plan: "new=50#canary a=50",
    },
    {
      title: "canary beside a split: the rest keeps its proportions",
      strategy: canary,
      live: live({ revision: "a", percent: 67 }, { revision: "b", percent: 33 }),
      plan: "new=10#canary a=60 b=30",
    },
    {
      title: "canary that has all traffic already: stays there",
      strategy: canary,
      live: live({ revision: "new", percent: 100 }),
      plan: "new=100",
    },
    {
      title: "canary after an earlier canary got everything: that one is stable now",
      strategy: canary,
      live: live({ revision: "old", percent: 100, tag: "canary" }),
      plan: "new=10#canary old=90",
    },
    { title: "blue-green, first deploy: all to the candidate", strategy: blueGreen, plan: "new=100" },
    {
      title: "blue-green: no traffic, but an address",
      strategy: blueGreen,
      live: everythingOnLatest,
      plan: "new=0#green a=100",
    },
    {
      title: "blue-green, promoted: stays there",
      strategy: blueGreen,
      live: live({ revision: "new", percent: 100, tag: "green" }, { revision: "a", percent: 0 }),
      plan: "new=100",
    },
    {
      title: "canary after a rollback was promoted: what was pinned is stable, the tag is the canary's",
      strategy: canary,
      live: live({ revision: "new", percent: 0, tag: "candidate" }, { revision: "a", percent: 100 }),
      plan: "new=10#canary a=90",
    },
    {
      title: "split: as given, without what gets nothing",
      strategy: { strategy: "split", revisions: { b: 30, a: 70, c: 0 } },
      live: everythingOnLatest,
      plan: "a=70 b=30",
    },
  ];
  for (const row of table)
    it(row.title, () => {
      assert.equal(short(planTraffic(row.strategy, { candidate: "new", live: row.live })), row.plan);
    });

  it("refuses a split before anything was deployed, naming the revisions", () => {
    const strategy: Strategy = { strategy: "split", revisions: { old: 50, new: 50 } };
    assert.throws(
      () => planTraffic(strategy, { candidate: "new" }),
      (error) =>
        error instanceof Fault && error.findings.map(({ path }) => path).join() === "traffic.revisions.old",
    );
  });

  describe("for any strategy and anything live", () => {
    const name = fc.constantFrom("a", "b", "c", "d", "new");
    const strategies: fc.Arbitrary<Strategy> = fc.oneof(
      fc.constant<Strategy>({ strategy: "latest" }),
      fc.integer({ min: 1, max: 99 }).map((percent): Strategy => ({ strategy: "canary", percent })),
      fc.constant(blueGreen),
      fc
        .integer({ min: 0, max: 100 })
        .map((share): Strategy => ({ strategy: "split", revisions: { a: share, b: 100 - share } })),
    );
    const statuses = fc.uniqueArray(
      fc.record({
        revision: name,
        percent: fc.integer({ min: 0, max: 100 }),
        tag: fc.constantFrom(undefined, "canary", "green", "candidate", "blue"),
      }),
      { selector: ({ revision }) => revision },
    );
    const facts = statuses.map((rows) => ({
      candidate: "new",
      live: live(...rows.map(({ tag, ...row }) => (tag ? { ...row, tag } : row))),
    }));

    function always(check: (plan: TrafficTarget[], strategy: Strategy) => void): void {
      fc.assert(
        fc.property(strategies, facts, (strategy, given) => check(planTraffic(strategy, given), strategy)),
      );
    }

    it("adds up to 100", () => {
      always((plan) =>
        assert.equal(
          plan.reduce((sum, { percent }) => sum + percent, 0),
          100,
        ),
      );
    });

    it("names no revision and no tag twice", () => {
      always((plan) => {
        const tags = plan.flatMap(({ tag }) => tag ?? []);
        assert.equal(new Set(plan.map(({ revision }) => revision)).size, plan.length);
        assert.equal(new Set(tags).size, tags.length);
      });
    });

    it("gives whole percent, and nothing for free but the green one", () => {
      always((plan) => {
        for (const { percent, tag } of plan) {
          assert.ok(Number.isInteger(percent));
          assert.ok(percent > 0 || tag === "green");
        }
      });
    });

    it("leaves everything on what a rollback pinned, whatever the strategy", () => {
      fc.assert(
        fc.property(strategies, facts, name, (strategy, given, revision) => {
          const pin = { revision, by: "ada", at: "2026-01-01T00:00:00Z" };
          const plan = planTraffic(strategy, { ...given, pin });
          assert.equal(short(plan), revision === "new" ? "new=100" : `new=0#candidate ${revision}=100`);
          assert.deepEqual(planTraffic(strategy, { candidate: "new", live: live(...plan), pin }), plan);
        }),
      );
    });

    it("plans the same again from where the plan led", () => {
      always((plan, strategy) => {
        assert.deepEqual(planTraffic(strategy, { candidate: "new", live: live(...plan) }), plan);
      });
    });
  });
});
