import assert from "node:assert/strict";
import type { CheckContext } from "../../validation/check.ts";
import { referenceBackendContract } from "../../validation/contracts/reference-backend.ts";
import { ofFirstStart } from "../../validation/probe/startup-entries.ts";
import { STARTUP_PHASES } from "../../validation/startup-log/expectation.ts";
import type { LogEntry } from "../../validation/startup-log/log-entry.ts";
import { checkContext, clockOf, cloudQuestions, resultOf } from "./check-context.ts";

const CREATED = Date.parse("2026-01-01T00:00:00Z");

function line(seconds: number, text: string, more: Partial<LogEntry> = {}): LogEntry {
  const time = new Date(CREATED + seconds * 1000).toISOString();
  return { text, severity: "INFO", time, instance: "one", source: "container", ...more };
}

/** A start as the reference backend logs it: each phase takes as long. */
function start(phaseSeconds = 0.1): LogEntry[] {
  const phases = STARTUP_PHASES.map((phase, index) =>
    line((index + 1) * phaseSeconds, `Startup phase ${phase} completed in ${phaseSeconds * 1000} ms`, {
      fields: { phase, durationMs: phaseSeconds * 1000 },
    }),
  );
  const up = (name: string) => `${name}: operational`;
  const systems = ["Database", "Redis", "LLM Manager", "Chat Pipeline", "Agent Bridge"].map(up).join(", ");
  return [
    ...phases,
    line(7 * phaseSeconds, `CRITICAL SYSTEMS STATUS: ${systems}`),
    line(7 * phaseSeconds, "CHAT FUNCTIONALITY: FULLY OPERATIONAL"),
    line(7 * phaseSeconds + 0.1, "STARTUP HTTP probe succeeded after 1 attempt.", { source: "platform" }),
  ];
}

function contextWith(entries: LogEntry[], overrides: Partial<CheckContext["cloud"]> = {}): CheckContext {
  const cloud = cloudQuestions({ logEntries: async () => entries, ...overrides });
  return checkContext("http://127.0.0.1:1", { cloud, clock: clockOf(200) });
}

async function checked(id: string, context: CheckContext) {
  const check = referenceBackendContract(context.settings).find((one) => one.id === id);
  assert.ok(check, id);
  return resultOf(check, context);
}

describe("the checks of a start", () => {
  it("pass for seven phases in order, within the budget, every system up", async () => {
    const log = await checked("startup-log", contextWith(start()));
    assert.deepEqual([log.verdict, log.reason], ["pass", "7 phases in order, 5 of 5 critical systems up"]);
    const time = await checked("startup-time", contextWith(start()));
    assert.deepEqual([time.verdict, time.reason], ["pass", "0.7 s of at most 10 s"]);
  });

  it("find a start that is over its budget, and only the check of time does", async () => {
    const slow = contextWith(start(2));
    assert.equal((await checked("startup-time", slow)).reason, "The start took 14 s, its budget is 10 s.");
    assert.equal((await checked("startup-log", slow)).verdict, "pass");
  });

  it("find a silent start after having waited for its log", async () => {
    const { verdict, reason, waitedSeconds } = await checked("startup-log", contextWith([]));
    assert.equal(verdict, "fail");
    assert.match(reason, /^silent-start: /);
    assert.ok(waitedSeconds >= 20, `${waitedSeconds} s`);
  });

  it("find a bypassed validation whatever it was logged as, and show the line without its secrets", async () => {
    const text =
      "BYPASSING STARTUP VALIDATION FOR STAGING - token=planted-token-value - 1 critical failures ignored";
    const { verdict, reason, evidence } = await checked(
      "startup-log",
      contextWith([line(0.1, text), ...start()]),
    );
    assert.equal(verdict, "fail");
    assert.match(reason, /startup-validation-bypassed/);
    assert.match(reason, /false-calm/);
    assert.doesNotMatch(JSON.stringify(evidence), /planted/);
  });

  it("accept what follows from the settings, and say so", async () => {
    const warned = line(0.2, "No LLM configuration: answers come from the deterministic responder", {
      severity: "WARNING",
    });
    const { verdict, reason } = await checked("startup-log", contextWith([...start(), warned]));
    assert.deepEqual(
      [verdict, reason],
      ["pass", "7 phases in order, 5 of 5 critical systems up, 1 accepted"],
    );
  });

  it("set the start beside that of the last good revision", async () => {
    const rollback = async () => ({
      ...{ target: "backend-a", createdAt: new Date(CREATED), refusals: [], notes: [], servedBefore: true },
    });
    const logEntries = async (revision: string) => start(revision === "backend-a" ? 0.1 : 1);
    const { verdict, reason } = await checked("startup-time", contextWith([], { rollback, logEntries }));
    assert.equal(verdict, "warn");
    assert.equal(reason, "The start took 7 s, 10.0 times the 0.7 s of backend-a.");
  });

  it("look at the first start only: not at other instances, requests, or what came much later", () => {
    const others = [
      line(0.5, "of another instance", { instance: "two" }),
      line(0.5, "GET /", { source: "request" }),
      line(100, "An error of the next hour", { severity: "ERROR" }),
    ];
    assert.deepEqual(ofFirstStart([...start(), ...others], new Date(CREATED)), start());
  });

  it("tell of ClickHouse what the service says: absent it is a warning where it is optional", async () => {
    const absent = line(0.8, "ClickHouse not available, continuing without analytics", {
      severity: "WARNING",
    });
    assert.equal((await checked("clickhouse", contextWith([...start(), absent]))).verdict, "warn");
    const there = line(0.8, "ClickHouse available");
    assert.equal((await checked("clickhouse", contextWith([...start(), there]))).verdict, "pass");
  });
});
