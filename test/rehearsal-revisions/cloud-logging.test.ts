import assert from "node:assert/strict";
import { lineEntry } from "../../rehearsal/revisions/cloud-logging.ts";
import { SERVICE } from "./documents.ts";

const ORIGIN = { revision: `${SERVICE}/revisions/web-1`, instanceId: "i" };

describe("a line that a program writes", () => {
  it("is text of the default severity, with the labels of its revision", () => {
    const entry = lineEntry(ORIGIN, "stdout", "plain words");
    assert.equal(entry.textPayload, "plain words");
    assert.equal(entry.severity, "DEFAULT");
    assert.equal(entry.logName, "projects/p/logs/run.googleapis.com%2Fstdout");
    assert.deepEqual(entry.resource, {
      type: "cloud_run_revision",
      labels: {
        project_id: "p",
        location: "l",
        service_name: "web",
        configuration_name: "web",
        revision_name: "web-1",
      },
    });
  });

  it("is a payload when it is a JSON object, without the special fields, which are lifted", () => {
    const line = JSON.stringify({
      severity: "warn",
      message: "m",
      phase: "INIT",
      time: "2026-11-21T10:00:00+01:00",
      "logging.googleapis.com/trace": "projects/p/traces/t",
      "logging.googleapis.com/labels": { shard: 3 },
    });
    const entry = lineEntry(ORIGIN, "stderr", line);
    assert.deepEqual(entry.jsonPayload, { message: "m", phase: "INIT" });
    assert.equal(entry.severity, "WARNING");
    assert.equal(entry.timestamp, "2026-11-21T09:00:00.000Z");
    assert.equal(entry.trace, "projects/p/traces/t");
    assert.deepEqual(entry.labels, { instanceId: "i", shard: "3" });
    assert.equal(entry.textPayload, undefined);
  });

  it("is text when nothing but a message is left", () => {
    const entry = lineEntry(ORIGIN, "stdout", '{"severity":"ERROR","message":"only this"}');
    assert.deepEqual(
      [entry.severity, entry.textPayload, entry.jsonPayload],
      ["ERROR", "only this", undefined],
    );
  });

  for (const line of ["{broken", "[1]", '"text"', "{}x"]) {
    it(`stays text when it is no JSON object: ${line}`, () => {
      assert.equal(lineEntry(ORIGIN, "stdout", line).textPayload, line);
    });
  }
});
