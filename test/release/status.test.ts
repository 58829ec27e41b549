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
    const { revisions } = statusOf(service, [liveRevision(), older], now);
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
      [liveRevision({ name: "backend-c", condition: failed }), liveRevision()],
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
});
