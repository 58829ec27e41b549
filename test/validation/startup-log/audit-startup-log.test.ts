import assert from "node:assert/strict";
import { entryOfLine } from "../../../validation/log-input/entry-of-line.ts";
import { auditStartupLog } from "../../../validation/startup-log/audit-startup-log.ts";
import { type StartupExpectation, startupExpectation } from "../../../validation/startup-log/expectation.ts";
import type { LogEntry } from "../../../validation/startup-log/log-entry.ts";
import { entry, goodStart } from "./entries.ts";

async function audited(entries: LogEntry[], differing: Partial<StartupExpectation> = {}) {
  return (await auditStartupLog(entries, startupExpectation(differing))).audit;
}

const ids = ({ findings }: { findings: { id: string; severity: string }[] }) =>
  findings.map(({ id, severity }) => `${severity} ${id}`);

describe("the audit of a start-up log", () => {
  it("finds nothing in a start in good health, and tells its phases with their shares of the total", async () => {
    const audit = await audited(goodStart());
    assert.deepEqual(audit.findings, []);
    assert.equal(audit.verdict, "pass");
    assert.equal(audit.totalSeconds, 0.4);
    assert.deepEqual(audit.starts, { seen: 1, complete: 1 });
    assert.deepEqual(audit.phases[0], { name: "INIT", found: true, seconds: 0.2, sharePercent: 50 });
    assert.deepEqual(
      audit.systems.map(({ name, state }) => `${name} ${state}`),
      ["Database up", "Redis up", "LLM Manager up", "Chat Pipeline up", "Agent Bridge up"],
    );
  });

  it("fails a start that logged nothing, whatever the platform says of it", async () => {
    assert.deepEqual(ids(await audited([])), ["error silent-start"]);
    const probe = entry("STARTUP HTTP probe succeeded after 1 attempt", { source: "platform" });
    assert.deepEqual(ids(await audited([probe])), ["error silent-start"]);
  });

  it("names the phases that are missing", async () => {
    const audit = await audited(goodStart().filter(({ fields }) => fields?.phase !== "CACHE"));
    assert.deepEqual(audit.findings, [
      { id: "phases-missing", severity: "error", reason: "Missing: CACHE.", count: 0, samples: [] },
      ...audit.findings.slice(1),
    ]);
    assert.deepEqual(audit.phases[3], { name: "CACHE", found: false });
  });

  it("fails phases that come in another order", async () => {
    const [init, dependencies, ...rest] = goodStart();
    assert.ok(init && dependencies);
    const audit = await audited([dependencies, init, ...rest]);
    assert.deepEqual(ids(audit).slice(0, 1), ["error phases-out-of-order"]);
    assert.match(audit.findings[0]?.reason ?? "", /^The phases came as DEPENDENCIES, INIT, DATABASE/);
  });

  it("holds the total against its budget, to the millisecond", async () => {
    assert.equal((await audited(goodStart(), { budgetSeconds: 0.4 })).verdict, "pass");
    const over = await audited(goodStart(), { budgetSeconds: 0.399 });
    assert.equal(over.findings[0]?.reason, "The start took 0.4 s, its budget is 0.399 s.");
  });

  it("warns of a start that takes more than twice as long as the last good one, and shows that one's phases", async () => {
    const { baseline } = await auditStartupLog(goodStart(), startupExpectation(), { name: "backend-00001" });
    assert.equal((await audited(goodStart({ slower: 2 }), { baseline })).verdict, "pass");
    const slow = await audited(goodStart({ slower: 2.5 }), { baseline });
    assert.deepEqual(ids(slow), ["warning slower-than-baseline"]);
    assert.equal(slow.findings[0]?.reason, "The start took 1 s, 2.5 times the 0.4 s of backend-00001.");
    assert.equal(slow.phases[0]?.baselineSeconds, 0.2);
  });

  it("tells lines that the baseline did not have, numbers, ids and times aside", async () => {
    const known = [entry("Loaded 12 agents at 2026-11-21T10:00:00Z"), entry("instance 0f1e2d3c4b5a up")];
    const { baseline } = await auditStartupLog([...goodStart(), ...known], startupExpectation());
    const now = [entry("Loaded 99 agents at 2026-11-22T11:11:11Z"), entry("instance ffee0011aa22 up")];
    const audit = await audited([...goodStart(), ...now, entry("Falling back to plan B")], { baseline });
    assert.deepEqual(audit.newLines, { lines: [{ count: 1, text: "Falling back to plan B" }], left: 0 });
  });

  it("fails a critical system that is down, even where another instance has it up", async () => {
    const bad = entry("CRITICAL SYSTEMS STATUS: Database: operational, Redis: down", {
      instance: "two",
      fields: { systems: { Database: "operational", Redis: "down" } },
    });
    const audit = await audited([...goodStart(), bad, ...goodStart({ instance: "three" })]);
    assert.deepEqual(ids(audit), ["error critical-system-down", "error false-calm"]);
    assert.equal(audit.findings[0]?.reason, "Down: Redis (down).");
  });

  for (const stamp of ["", "2025-09-09 10:00:00 "]) {
    it(`does not take the status block's heading for a severity after «${stamp}»`, async () => {
      const lines = goodStart().map(({ text }) => entryOfLine(stamp + text));
      const audit = await audited(lines.filter((line) => line !== undefined));
      assert.deepEqual([audit.verdict, audit.findings], ["pass", []]);
    });
  }

  it("does not take a system for up that is only named, nor one that is not mentioned", async () => {
    const start = goodStart().filter(({ fields }) => fields?.systems === undefined);
    const audit = await audited([...start, entry("CRITICAL SYSTEMS STATUS: Database, Redis: connected")]);
    assert.deepEqual(
      audit.systems.map(({ state }) => state),
      ["unstated", "up", "absent", "absent", "absent"],
    );
    assert.equal(audit.verdict, "fail");
  });

  it("follows the starts of several instances through one log, and shows the slowest", async () => {
    const [one, two] = [goodStart(), goodStart({ slower: 3, instance: "two" })];
    const mixed = one.flatMap((line, index) => [line, two[index] ?? line]);
    const audit = await audited(mixed);
    assert.deepEqual(audit.starts, { seen: 2, complete: 2 });
    assert.equal(audit.totalSeconds, 1.2);
  });

  it("warns of an instance that did not get through while others did", async () => {
    const audit = await audited([...goodStart(), ...goodStart({ instance: "two" }).slice(0, 2)]);
    assert.deepEqual(ids(audit), ["warning start-incomplete"]);
  });

  it("calls a claim of health false where an error stands beside it", async () => {
    const audit = await audited([...goodStart(), entry("Golden path validation failed: no agents")]);
    assert.deepEqual(ids(audit), ["error golden-path-failed", "error false-calm"]);
  });

  it("makes an accepted warning a note that says why", async () => {
    const lines = [...goodStart(), entry("ClickHouse not available, continuing", { severity: "WARNING" })];
    assert.equal((await audited(lines)).verdict, "warn");
    const audit = await audited(lines, { accepted: { "clickhouse-unavailable": "it is not required" } });
    assert.equal(audit.verdict, "pass");
    assert.deepEqual(ids(audit), ["note clickhouse-unavailable"]);
    assert.equal(audit.findings[0]?.reason, "Analytics are not written. Accepted: it is not required");
  });

  it("judges a line that no pattern knows by its severity, and requests by their status alone", async () => {
    const request = (httpStatus: number) =>
      entry(`GET /ws ${httpStatus}`, { source: "request", severity: "WARNING", httpStatus });
    const audit = await audited([
      ...goodStart(),
      entry("the moon is full", { severity: "WARNING" }),
      request(401),
      request(500),
    ]);
    assert.deepEqual(ids(audit), ["error answered-5xx", "error false-calm", "warning logged-as-warning"]);
  });

  it("asks neither for phases nor for systems of a service that has none", async () => {
    const uvicorn = [entry("Started server process [1]"), entry("Application startup complete.")];
    assert.deepEqual((await audited(uvicorn, { phases: [], criticalSystems: [] })).findings, []);
  });

  it("times phases by their timestamps where the lines only name them", async () => {
    const at = (second: number, text: string) => entry(text, { time: `2026-11-21T10:00:0${second}.000Z` });
    const audit = await audited(
      [at(0, "Phase INIT started"), at(2, "Phase DATABASE started"), at(3, "Phase DATABASE completed")],
      { phases: ["INIT", "DATABASE"], criticalSystems: [] },
    );
    assert.deepEqual(
      audit.phases.map(({ seconds }) => seconds),
      [2, 1],
    );
  });
});
