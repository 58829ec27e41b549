import assert from "node:assert/strict";
import { createCloudLogger } from "../../backend/src/logging/cloud-logger.ts";
import { StartupFailure, StartupTimeline } from "../../backend/src/startup/startup-timeline.ts";

function recordingLogger() {
  const lines: Record<string, unknown>[] = [];
  return { lines, logger: createCloudLogger("debug", { write: (line) => lines.push(JSON.parse(line)) }) };
}

describe("the startup timeline", () => {
  it("logs each phase with its duration, the first counted from the start of the process", async () => {
    const { lines, logger } = recordingLogger();
    const clock = [120, 150.26];
    const timeline = new StartupTimeline(logger, () => clock.shift() ?? 0);
    assert.equal(await timeline.phase("INIT", () => "made"), "made");
    await timeline.phase("DEPENDENCIES", async () => undefined);
    assert.deepEqual(
      lines.map(({ severity, message, phase, durationMs }) => ({ severity, message, phase, durationMs })),
      [
        {
          severity: "INFO",
          message: "Startup phase INIT completed in 120 ms",
          phase: "INIT",
          durationMs: 120,
        },
        {
          severity: "INFO",
          message: "Startup phase DEPENDENCIES completed in 30.3 ms",
          phase: "DEPENDENCIES",
          durationMs: 30.3,
        },
      ],
    );
    assert.equal(timeline.totalMs, 150);
  });

  it("says in which phase a start failed and why", async () => {
    const timeline = new StartupTimeline(recordingLogger().logger);
    const failing = timeline.phase("INIT", () => Promise.reject(new Error("no such host")));
    await assert.rejects(failing, (error: unknown) => {
      assert(error instanceof StartupFailure);
      assert.equal(error.message, "Startup failed in phase INIT: no such host");
      assert.equal(error.phase, "INIT");
      return true;
    });
  });

  it("refuses phases out of order", async () => {
    const timeline = new StartupTimeline(recordingLogger().logger);
    await assert.rejects(
      timeline.phase("CACHE", () => undefined),
      { message: "Startup failed in phase CACHE: it is the turn of INIT" },
    );
  });
});

describe("the cloud logger", () => {
  it("writes Cloud Logging's severities and an RFC 3339 time", () => {
    const { lines, logger } = recordingLogger();
    logger.debug("d");
    logger.warn("w");
    logger.fatal("f");
    assert.deepEqual(
      lines.map(({ severity, message }) => `${severity} ${message}`),
      ["DEBUG d", "WARNING w", "CRITICAL f"],
    );
    for (const { time } of lines) assert.equal(new Date(String(time)).toISOString(), time);
  });
});
