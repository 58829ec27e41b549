import assert from "node:assert/strict";
import { readLog } from "../../../cli/validate/read-log.ts";
import { entryOfObject } from "../../../validation/log-input/entry-of-object.ts";
import { auditStartupLog } from "../../../validation/startup-log/audit-startup-log.ts";
import type { CloudLoggingEntry } from "../../../validation/startup-log/cloud-logging-entry.ts";
import { startupExpectation } from "../../../validation/startup-log/expectation.ts";
import { entry } from "./entries.ts";

const NOT_LISTENING =
  "Ready condition status changed to False for Revision a-00002 with message: The user-provided container failed to start and listen on the port defined provided by the PORT=8000 environment variable";
const NOT_FOUND = "Ready condition status changed to False for Service a: the revision is gone";

/** An entry of an audit log, as gcloud and the REST API write it. */
function audit(log: string, protoPayload: Record<string, unknown>, severity = "ERROR") {
  return {
    logName: `projects/p/logs/cloudaudit.googleapis.com%2F${log}`,
    insertId: "x",
    severity,
    timestamp: "2025-09-09T10:00:00Z",
    protoPayload: { "@type": "type.googleapis.com/google.cloud.audit.AuditLog", ...protoPayload },
  };
}

async function findingsOf(documents: CloudLoggingEntry[]) {
  const expectation = startupExpectation({ phases: [], criticalSystems: [] });
  const entries = documents.map((document) => entryOfObject({ ...document }));
  const read = [entry("hello"), ...entries.filter((one) => one !== undefined)];
  const { audit } = await auditStartupLog(read, expectation);
  return audit.findings.map(({ id, reason, count, samples }) => [id, reason, count, samples[0]?.text]);
}

describe("an entry of Cloud Run's audit logs", () => {
  it("is known by its words, which stand in its status", async () => {
    const event = audit("system_event", { status: { code: 9, message: NOT_LISTENING } });
    const { protoPayload: payload, ...rest } = event;
    const told = [["port-not-open", "Nothing listens where requests are sent.", 1, NOT_LISTENING]];
    assert.deepEqual(await findingsOf([event]), told);
    const printed = { ...rest, revision: "a-00002", payload };
    assert.deepEqual(await findingsOf([printed]), told, "as stage logs --json prints it");
  });

  it("is what Cloud Run calls an error, or warns of, where no pattern knows its words", async () => {
    const error = audit("system_event", { status: { message: NOT_FOUND } });
    assert.deepEqual(await findingsOf([error]), [
      ["logged-as-error", "Cloud Run calls it an error.", 1, NOT_FOUND],
    ]);
    const warning = audit("system_event", { status: {}, methodName: "/Jobs.Run" }, "WARNING");
    assert.deepEqual(await findingsOf([warning]), [
      ["logged-as-warning", "Cloud Run warns of it.", 1, "/Jobs.Run"],
    ]);
  });

  it("is told apart from what the program calls an error", async () => {
    const program = { insertId: "y", severity: "ERROR", textPayload: "boom" };
    const event = audit("system_event", { status: { message: NOT_FOUND } });
    assert.deepEqual(await findingsOf([program, event]), [
      ["logged-as-error", "The program calls it an error. Cloud Run calls it an error.", 2, "boom"],
    ]);
  });

  for (const log of ["activity", "data_access", "policy"]) {
    it(`is left out where it tells what somebody asked of the project: ${log}`, async () => {
      const denied = audit(log, {
        status: { code: 7, message: "Permission 'run.services.update' denied" },
        methodName: "google.cloud.run.v2.Services.UpdateService",
      });
      assert.deepEqual(await findingsOf([denied]), []);
      const rest = async <T>() => ({ entries: [denied] }) as T;
      const source = { baseUrl: "https://logging.test", project: "p", service: "a" };
      assert.deepEqual(await readLog(rest, source, "a-00002", { since: new Date(0) }), []);
    });
  }
});
