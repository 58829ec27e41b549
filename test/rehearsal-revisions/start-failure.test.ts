import assert from "node:assert/strict";
import { failureMessage } from "../../rehearsal/revisions/start-failure.ts";

const TROUBLESHOOTING =
  "For more troubleshooting guidance, see https://cloud.google.com/run/docs/troubleshooting#container-failed-to-start";

describe("the message of a failed start", () => {
  it("has Cloud Run's sentence, then the exit code and the last lines", () => {
    const exit = { exitCode: 1, outOfMemory: false, lastLogLines: ["one", "two"] };
    assert.equal(
      failureMessage({ kind: "exited", port: 8000, memoryMiB: 512, exit }),
      [
        "The user-provided container failed to start and listen on the port defined provided by the PORT=8000 " +
          "environment variable within the allocated timeout. This can happen when the container port is misconfigured or " +
          "if the timeout is too short. The health check timeout can be extended. Logs for this revision might contain " +
          "more information.",
        ...["", "The container exited with code 1.", "Last log lines:", "  one", "  two", TROUBLESHOOTING],
      ].join("\n"),
    );
  });

  it("names the memory limit where that was the reason", () => {
    const exit = { exitCode: 137, outOfMemory: true, lastLogLines: [] };
    assert.equal(
      failureMessage({ kind: "exited", port: 8000, memoryMiB: 256, exit }),
      [
        "Memory limit of 256 MiB exceeded with 256 MiB used. Consider increasing the memory limit, " +
          "see https://cloud.google.com/run/docs/configuring/memory-limits",
        ...["", "The container exited with code 137, killed for its memory."],
        ...["The container wrote no log lines.", TROUBLESHOOTING],
      ].join("\n"),
    );
  });

  it("tells what the probe saw last where the container did not end", () => {
    const seen = { waitedSeconds: 60, lastSeen: "HTTP 500 from /health", lastLogLines: ["up"] };
    assert.ok(
      failureMessage({ kind: "not-listening", port: 8000, ...seen }).includes(
        "\nThe startup probe failed for 60 s; last seen: HTTP 500 from /health.\nLast log lines:\n  up\n",
      ),
    );
  });
});
