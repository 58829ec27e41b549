import assert from "node:assert/strict";
import fc from "fast-check";
import { stringify } from "yaml";
import { formOf } from "../../../validation/log-input/log-form.ts";

/** An entry with all fields of LogEntry that gcloud prints, sorted as it sorts them. */
const ENTRY = {
  apphub: { application: { id: "a" } },
  apphubDestination: { application: { id: "b" } },
  errorGroups: [{ id: "CJ" }],
  httpRequest: { status: 500 },
  jsonPayload: { message: "boom" },
  labels: { instanceId: "i" },
  operation: { id: "o" },
  otel: {},
  receiveTimestamp: "2025-09-09T10:00:00Z",
  resource: { type: "cloud_run_revision" },
  severity: "ERROR",
  sourceLocation: { file: "app.py" },
  spanId: "1",
  split: { uid: "u" },
  textPayload: "boom\nat line 3",
  timestamp: "2025-09-09T10:00:00Z",
  trace: "projects/p/traces/t",
  traceSampled: true,
};

const PLAIN = [
  "operation: started\nresource: loaded\nINFO ready",
  "timestamp: 2025-09-09\nseverity: ERROR\nall is well",
  "trace: GET /\ntrace: GET /health",
  "labels: none",
  "severity: INFO\n  insertId: 5 is a word in a line that is indented",
  "resource: pool\ninsertId:5 is no key\ntextPayloads: many",
  "---\nINFO starting\ninsertId: a",
  "Startup completed in 3 s",
];

describe("the form of a log", () => {
  it("is YAML with whatever field of an entry it begins, with and without dashes before it", () => {
    fc.assert(
      fc.property(fc.subarray(Object.entries(ENTRY)), fc.boolean(), (fields, dashes) => {
        const sorted = [...fields, ["insertId", "x"] as const, ["logName", "projects/p/logs/l"] as const];
        const entry = Object.fromEntries(sorted.toSorted(([a], [b]) => (a < b ? -1 : 1)));
        const text = `${dashes ? "---\n" : ""}${stringify(entry)}`;
        assert.equal(formOf(text), "yaml");
        assert.equal(formOf(text.replaceAll("\n", "\r\n")), "yaml");
      }),
    );
  });

  it("is YAML for a single field that is only an entry's", () =>
    assert.equal(formOf("---\ntextPayload: boom\n---\ntextPayload: second\n"), "yaml"));

  for (const text of PLAIN) {
    it(`is lines for a plain log that begins ${JSON.stringify(text)}`, () =>
      assert.equal(formOf(text), "lines"));
  }

  it("does not look for an entry's fields in documents behind the first", () =>
    assert.equal(formOf("operation: started\n---\ninsertId: a\n"), "lines"));
});
