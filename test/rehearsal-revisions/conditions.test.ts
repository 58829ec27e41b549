import assert from "node:assert/strict";
import {
  isReady,
  readyService,
  revisionConditions,
  revisionFailedService,
} from "../../rehearsal/revisions/conditions.ts";
import type { StartFailure } from "../../rehearsal/revisions/start-failure.ts";

const NOW = "2026-11-21T12:00:00.000Z";

describe("the conditions", () => {
  it("of a ready revision are Cloud Run's four, all succeeded", () => {
    const conditions = revisionConditions({ state: "ready" }, NOW);
    assert.deepEqual(
      conditions.map(({ type, state }) => [type, state]),
      ["Ready", "ContainerHealthy", "ContainerReady", "ResourcesAvailable"].map((type) => [
        type,
        "CONDITION_SUCCEEDED",
      ]),
    );
    assert.equal(isReady({ conditions }), true);
  });

  const failures: [StartFailure, string, object][] = [
    [{ kind: "image-missing", message: "m" }, "ContainerReady", { reason: "CONTAINER_MISSING" }],
    [
      { kind: "secret-unavailable", message: "m" },
      "ResourcesAvailable",
      { reason: "SECRETS_ACCESS_CHECK_FAILED" },
    ],
    [{ kind: "engine", message: "m" }, "ResourcesAvailable", { reason: "INTERNAL" }],
    [
      { kind: "not-listening", port: 1, waitedSeconds: 1, lastSeen: "", lastLogLines: [] },
      "ContainerHealthy",
      { revisionReason: "HEALTH_CHECK_CONTAINER_ERROR" },
    ],
  ];
  for (const [failure, part, reason] of failures) {
    it(`of a revision that failed (${failure.kind}) name the part and one kind of reason`, () => {
      const conditions = revisionConditions({ state: "failed", failure }, NOW);
      assert.deepEqual(
        conditions.map(({ type }) => type),
        ["Ready", part],
      );
      const { reason: common, revisionReason } = conditions[0] ?? {};
      assert.deepEqual(
        { ...(common && { reason: common }), ...(revisionReason && { revisionReason }) },
        reason,
      );
      assert.equal(isReady({ conditions }), false);
    });
  }

  it("of a service whose revision failed keep the routes and name the revision", () => {
    const { terminalCondition, conditions } = revisionFailedService("web-00002-abc", "It crashed.", NOW);
    assert.equal(
      terminalCondition.message,
      "Revision 'web-00002-abc' is not ready and cannot serve traffic. It crashed.",
    );
    assert.deepEqual(
      conditions.map(({ type, state }) => [type, state]),
      [
        ["RoutesReady", "CONDITION_SUCCEEDED"],
        ["ConfigurationsReady", "CONDITION_FAILED"],
      ],
    );
  });

  it("of a ready service carry no message", () => {
    assert.deepEqual(readyService(NOW).terminalCondition, {
      type: "Ready",
      state: "CONDITION_SUCCEEDED",
      lastTransitionTime: NOW,
    });
  });
});
