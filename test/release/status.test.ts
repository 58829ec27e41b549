import assert from "node:assert/strict";
import { statusOf } from "../../release/status.ts";
import { liveRevision, liveService } from "./live-fixtures.ts";

describe("status of a service", () => {
  const now = new Date("2026-01-01T00:02:00Z");

  it("gives each revision its traffic, tags and age", () => {
    const service = liveService({
      traffic: [
        { revision: "backend-b", percent: 90, followsLatest: true },
        {
          revision: "backend-a",
          percent: 10,
          followsLatest: false,
          tag: "canary",
          uri: "http://127.0.0.1:2",
        },
      ],
    });
    const older = liveRevision({ name: "backend-a", createdAt: new Date("2025-12-31T23:02:00Z") });
    const { revisions } = statusOf(service, { revisions: [liveRevision(), older], olderLeftOut: false }, now);
    assert.deepEqual(
      revisions.map(({ name, percent, tags, ageSeconds, latest }) => [
        name,
        percent,
        tags,
        ageSeconds,
        latest,
      ]),
      [
        ["backend-b", 90, [], 120, true],
        ["backend-a", 10, ["canary"], 3600, false],
      ],
    );
  });

  it("gives the reason of what is not ready, and none of what is", () => {
    const failed = { readiness: "failed" as const, message: "The container exited with code 1." };
    const service = liveService({ condition: failed, latestCreatedRevision: "backend-c" });
    const status = statusOf(
      service,
      {
        revisions: [liveRevision({ name: "backend-c", condition: failed }), liveRevision()],
        olderLeftOut: true,
      },
      now,
    );
    assert.equal(status.reason, "The container exited with code 1.");
    assert.deepEqual(
      status.revisions.map(({ readiness, reason }) => [readiness, reason]),
      [
        ["failed", "The container exited with code 1."],
        ["ready", ""],
      ],
    );
  });

  it("marks what is pinned, and how a revision did when it last served", () => {
    const pin = { revision: "backend-a", by: "ada@laptop", at: "2026-01-01T00:01:00Z" };
    const moved = { at: "2026-01-01T00:01:00Z", by: "ada@laptop", move: "rollback", health: "good" };
    const annotations = {
      "netra.dev/traffic-pin": JSON.stringify(pin),
      "netra.dev/serving-history": JSON.stringify([
        { ...moved, from: { "backend-b": 100 }, to: { "backend-a": 100 } },
      ]),
    };
    const revisions = [liveRevision(), liveRevision({ name: "backend-a" })];
    const status = statusOf(liveService({ annotations }), { revisions, olderLeftOut: false }, now);
    assert.deepEqual([status.pin, status.pinProblem], [pin, null]);
    assert.deepEqual(
      status.revisions.map(({ name, pinned, health, servedSince }) => [name, pinned, health, servedSince]),
      [
        ["backend-b", false, null, null],
        ["backend-a", true, "good", "2026-01-01T00:01:00Z"],
      ],
    );
  });

  it("shows a service whose pin cannot be read, and says so", () => {
    const service = liveService({ annotations: { "netra.dev/traffic-pin": "garbled" } });
    const status = statusOf(service, { revisions: [], olderLeftOut: false }, now);
    assert.deepEqual(
      [status.pin, status.pinProblem],
      [null, "the service carries a traffic pin that cannot be read"],
    );
  });
});
