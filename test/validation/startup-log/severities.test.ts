import assert from "node:assert/strict";
import { entryOfLine } from "../../../validation/log-input/entry-of-line.ts";
import { entryOfObject } from "../../../validation/log-input/entry-of-object.ts";
import { fromCloudLogging } from "../../../validation/startup-log/cloud-logging-entry.ts";

const STDERR = "projects/p/logs/run.googleapis.com%2Fstderr";

/** Lines of text as programs write them, and what each is logged as. */
const LINES: [line: string, severity: string][] = [
  ["2025-09-09 10:00:00,123 - netra_backend.db - ERROR - could not create connection pool", "ERROR"],
  ["ERROR:    Application startup aborted", "ERROR"],
  ["INFO:     Started server process [1]", "INFO"],
  ["CRITICAL: Cannot initialise agent registry", "CRITICAL"],
  ["2025-09-09 10:00:00.123 | WARNING  | app:run:12 - slow", "WARNING"],
  ["[2025-09-09 10:00:00 +0000] [7] [ERROR] Worker failed to boot.", "ERROR"],
  ["ERROR could not sign in", "ERROR"],
  ["WARNING  cache is cold", "WARNING"],
  ["ERROR DB pool exhausted", "ERROR"],
  ["ERROR 2025-09-09 10:00:00,123 views could not render", "ERROR"],
  ["2025-09-09 10:00:00 ERROR could not create pool", "ERROR"],
  ["[worker] ERROR could not create pool", "ERROR"],
  ["ERROR", "ERROR"],
  ["no severity: ERROR is only a word", "DEFAULT"],
  ["CRITICAL SYSTEMS STATUS:", "DEFAULT"],
  ["CRITICAL SYSTEMS STATUS: Database: operational", "DEFAULT"],
  ["CRITICAL SYSTEMS STATUS - Database: operational", "DEFAULT"],
  ["2025-09-09 10:00:00 CRITICAL SYSTEMS STATUS: Database: operational", "DEFAULT"],
  ["[2025-09-09T10:00:00Z] app - CRITICAL SYSTEMS STATUS", "DEFAULT"],
  ["2025-09-09 10:00:00 ERROR CRITICAL SYSTEMS STATUS: Redis: down", "ERROR"],
  ["ERROR RATE: 0 %", "DEFAULT"],
  ["CRITICAL PATH READY", "DEFAULT"],
  ["ERROR-free start", "DEFAULT"],
];

/** What programs and their libraries put into a JSON line, and what that is logged as. */
const FIELDS: [fields: Record<string, unknown>, severity: string][] = [
  [{ level: 10 }, "DEBUG"],
  [{ level: 20 }, "DEBUG"],
  [{ level: 30 }, "INFO"],
  [{ level: 40 }, "WARNING"],
  [{ level: 50 }, "ERROR"],
  [{ level: 55 }, "ERROR"],
  [{ level: 60 }, "CRITICAL"],
  [{ level: 3 }, "DEFAULT"],
  [{ severity: 200 }, "INFO"],
  [{ severity: 500 }, "ERROR"],
  [{ levelname: "ERROR" }, "ERROR"],
  [{ level: "error" }, "ERROR"],
  [{ severity: "DEFAULT", level: "error" }, "ERROR"],
  [{ severity: "INFO", level: "error" }, "INFO"],
  [{ severity: "off the scale", levelname: "WARNING" }, "WARNING"],
  [{ message: "ERROR: no level beside it" }, "ERROR"],
  [{}, "DEFAULT"],
];

describe("the severity of an entry", () => {
  for (const [line, severity] of LINES) {
    it(`of «${line}» is ${severity}, as a line and as Cloud Logging stores it`, () => {
      assert.equal(entryOfLine(line)?.severity, severity);
      for (const unsaid of [{}, { severity: "DEFAULT" }]) {
        const stored = fromCloudLogging({ logName: STDERR, textPayload: line, ...unsaid });
        assert.equal(stored?.severity, severity);
      }
    });
  }

  for (const [fields, severity] of FIELDS) {
    it(`of ${JSON.stringify(fields)} is ${severity}, as a line and as a payload`, () => {
      const object = { msg: "pool creation gave up", ...fields };
      assert.equal(entryOfObject(object)?.severity, severity);
      assert.equal(fromCloudLogging({ logName: STDERR, jsonPayload: object })?.severity, severity);
      const beside = { logName: STDERR, severity: "DEFAULT", jsonPayload: object };
      assert.equal(fromCloudLogging(beside)?.severity, severity);
    });
  }

  it("is what Cloud Logging says where it says one, whatever the text begins with", () => {
    const entry = { logName: STDERR, severity: "INFO", textPayload: "ERROR: only repeated" };
    assert.equal(fromCloudLogging(entry)?.severity, "INFO");
  });

  it("has its time read with the zone that stands apart", () => {
    const entry = entryOfLine("[2025-09-09 10:00:00 +0000] [7] [INFO] Booting worker");
    assert.equal(entry?.time, "2025-09-09T10:00:00+0000");
  });
});
