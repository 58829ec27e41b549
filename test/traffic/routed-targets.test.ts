import assert from "node:assert/strict";
import { isRouted, type RoutedTarget, routedAgain, sameTargets } from "../../traffic/routed-targets.ts";
import { toLatest, toRevision } from "../../traffic/traffic-target.ts";

const routed: RoutedTarget[] = [
  { ...toLatest(90), revision: "a", tag: "live" },
  { ...toRevision("b", 10, "canary"), revision: "b" },
];

describe("targets as they were routed", () => {
  it("follow the latest revision again while it is the same", () => {
    assert.deepEqual(routedAgain(routed, "a"), [
      { ...toLatest(90), tag: "live" },
      toRevision("b", 10, "canary"),
    ]);
  });

  it("name the revision that served once another one is the latest", () => {
    assert.deepEqual(routedAgain(routed, "c"), [toRevision("a", 90, "live"), toRevision("b", 10, "canary")]);
  });

  it("are the same in any order, and others with another share, tag or name", () => {
    const [one, other] = [toRevision("a", 90), toRevision("b", 10, "canary")];
    assert.ok(sameTargets([one, other], [other, one]));
    const different = [toRevision("a", 89), toRevision("a", 90, "qa"), toRevision("c", 90), toLatest(90)];
    for (const each of different) assert.ok(!sameTargets([one, other], [each, other]));
    assert.ok(!sameTargets([one, other], [one]));
  });

  it("are told from what was never written so", () => {
    assert.ok(isRouted(JSON.parse(JSON.stringify(routed))));
    for (const wrong of [undefined, "a", [null], [{ revision: "a" }], [{ ...routed[0], tag: 1 }]])
      assert.ok(!isRouted(wrong));
  });
});
