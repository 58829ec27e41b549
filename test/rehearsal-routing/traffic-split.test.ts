import assert from "node:assert/strict";
import type { Backend } from "../../rehearsal/routing/routes.ts";
import { trafficSplit } from "../../rehearsal/routing/traffic-split.ts";

function backend(revision: string, sessionAffinity = false): Backend {
  return {
    ...{ revision, sessionAffinity, timeoutSeconds: 1 },
    acquire() {
      throw new TypeError("nothing is sent here");
    },
  };
}

function share(counts: Map<string, number>, split: ReturnType<typeof trafficSplit>, requests: number) {
  for (let request = 0; request < requests; request += 1) {
    const revision = split.choose(undefined)?.backend.revision ?? "none";
    counts.set(revision, (counts.get(revision) ?? 0) + 1);
  }
  return counts;
}

describe("the split of a service's traffic", () => {
  it("gives twenty revisions their shares of 10,000 requests within 0.1 %", () => {
    const targets = Array.from({ length: 20 }, (_, index) => ({
      backend: backend(`web-${String(index).padStart(2, "0")}`),
      percent: index < 19 ? index % 8 : 0,
    }));
    const rest = 100 - targets.reduce((sum, { percent }) => sum + percent, 0);
    targets.push({ backend: backend("web-20"), percent: rest });
    const counts = share(new Map(), trafficSplit(targets), 10_000);
    for (const {
      backend: { revision },
      percent,
    } of targets) {
      assert.ok(Math.abs((counts.get(revision) ?? 0) - percent * 100) <= 10, `${revision}: ${percent} %`);
    }
  });

  it("gives nothing to a revision of 0 %, and nothing at all where nobody has a share", () => {
    const targets = [
      { backend: backend("web-1"), percent: 100 },
      { backend: backend("web-2"), percent: 0 },
    ];
    assert.deepEqual([...share(new Map(), trafficSplit(targets), 1000)], [["web-1", 1000]]);
    assert.equal(trafficSplit([]).choose(undefined), undefined);
  });

  it("keeps a client that comes back on its revision, and moves as few as a changed split asks for", () => {
    const [one, other] = [backend("web-1", true), backend("web-2", true)];
    const before = trafficSplit([
      { backend: other, percent: 10 },
      { backend: one, percent: 90 },
    ]);
    const after = trafficSplit([
      { backend: one, percent: 80 },
      { backend: other, percent: 20 },
    ]);
    let moved = 0;
    for (let client = 0; client < 1000; client += 1) {
      const first = before.choose(undefined);
      assert.ok(first);
      const session = { draw: first.draw, instance: "" };
      assert.equal(before.choose(session)?.backend, first.backend);
      if (after.choose(session)?.backend !== first.backend) {
        assert.equal(first.backend, one);
        moved += 1;
      }
    }
    assert.ok(Math.abs(moved - 100) <= 2, `${moved} of 1000 clients moved`);
  });

  it("takes no notice of a cookie where no revision asks for affinity", () => {
    const split = trafficSplit([
      { backend: backend("web-1"), percent: 50 },
      { backend: backend("web-2"), percent: 50 },
    ]);
    const chosen = new Set(
      Array.from({ length: 20 }, () => split.choose({ draw: 0.1, instance: "" })?.backend.revision),
    );
    assert.equal(chosen.size, 2);
  });
});
