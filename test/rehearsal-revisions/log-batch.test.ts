import assert from "node:assert/strict";
import type { LogEntry } from "../../rehearsal/contract.ts";
import { logEntry } from "../../rehearsal/revisions/cloud-logging.ts";
import { createLogBatch } from "../../rehearsal/revisions/log-batch.ts";
import { SERVICE } from "./documents.ts";

describe("a batch of log entries", () => {
  const entry = () =>
    logEntry({ revision: `${SERVICE}/revisions/web-1`, instanceId: "i" }, "requests", "INFO");
  let written: LogEntry[][];

  beforeEach(() => {
    written = [];
  });
  const batch = () => createLogBatch({ appendLogs: (entries) => written.push(entries) });

  it("is written when a thousand have come together, or when it is asked for", () => {
    const logs = batch();
    for (let count = 0; count < 1_001; count += 1) logs.add(entry);
    assert.deepEqual(
      written.map(({ length }) => length),
      [1_000],
    );
    logs.flush();
    assert.deepEqual(
      written.map(({ length }) => length),
      [1_000, 1],
    );
    logs.close();
  });

  it("is written a last time when it closes, and takes nothing after that", async () => {
    const logs = batch();
    logs.add(entry);
    logs.close();
    logs.add(() => assert.fail("the store may be closed by now"));
    await new Promise((resolve) => setTimeout(resolve, 250));
    assert.deepEqual(
      written.map(({ length }) => length),
      [1],
    );
  });
});
