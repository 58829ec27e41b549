import assert from "node:assert/strict";
import fc from "fast-check";
import { auditStartupLog } from "../../../validation/startup-log/audit-startup-log.ts";
import { STARTUP_PHASES, startupExpectation } from "../../../validation/startup-log/expectation.ts";
import { entry } from "./entries.ts";

const SECONDS = [2.4, 84.1, 0.7, 0.03, 1.3, 0.5, 0.4];

/** The audit of a start with these phases and lines behind them. */
async function audited(lines: string[], seconds: readonly number[] = SECONDS) {
  const phases = seconds.map((amount, index) =>
    entry(`Phase ${STARTUP_PHASES[index]} completed in ${amount}s`),
  );
  const expectation = startupExpectation({ criticalSystems: [] });
  return (await auditStartupLog([...phases, ...lines.map((line) => entry(line))], expectation)).audit;
}

/** The total that a line states for a start whose phases took no time. */
async function stated(line: string): Promise<number | undefined> {
  const { totalSeconds } = await audited([line], [0, 0, 0, 0, 0, 0, 0]);
  return totalSeconds;
}

const TOTALS: [line: string, seconds: number][] = [
  ["Startup completed in 19.501s", 19.501],
  ["Startup complete (19.501 s)", 19.501],
  ["Startup completed successfully in 19.501 seconds", 19.501],
  ["startup took 400 ms", 0.4],
  ["Total startup time: 19.501s", 19.501],
  ["Startup total: 19.501s", 19.501],
  ["Startup sequence completed in 19.501s", 19.501],
  ["Start completed in 19.501s", 19.501],
  ["STARTUP COMPLETE: 19.501s", 19.501],
  ["7 phases, 19.501 s in all", 19.501],
];

const NO_TOTALS = [
  "Startup validation completed in 0.85s",
  "Startup health check completed successfully in 0.2s",
  "Startup phase checks took 5 ms",
  "Startup time limit: 240s",
  "startup complete, sweeping every 60 s",
  "Restart took 5 s",
];

describe("the total of a start", () => {
  for (const line of NO_TOTALS) {
    it(`is not «${line}», which is of something else`, async () => {
      assert.equal(await stated(line), 0);
      const audit = await audited([line]);
      assert.equal(audit.totalSeconds, 89.43);
      assert.deepEqual(
        audit.findings.map(({ id }) => id),
        ["over-budget"],
      );
    });
  }

  for (const [line, seconds] of TOTALS) {
    it(`is what «${line}» states`, async () => assert.equal(await stated(line), seconds));
  }

  it("is the longest that is stated, wherever it stands", async () => {
    const lines = ["Startup completed in 91.2s", "Background task start took 5 ms"];
    assert.equal((await audited(lines)).totalSeconds, 91.2);
    assert.equal((await audited(lines.toReversed())).totalSeconds, 91.2);
  });

  it("is never less than its phases add up to", async () => {
    const seconds = fc.integer({ min: 0, max: 60_000 }).map((milliseconds) => milliseconds / 1000);
    const phases = fc.array(seconds, { minLength: 7, maxLength: 7 });
    await fc.assert(
      fc.asyncProperty(phases, seconds, async (each, total) => {
        const { totalSeconds } = await audited([`Startup completed in ${total}s`], each);
        const sum = Math.round(each.reduce((all, one) => all + one, 0) * 1000) / 1000;
        assert.equal(totalSeconds, Math.max(sum, total));
      }),
      { numRuns: 50 },
    );
  });

  it("counts the phases that have a time, where others have none", async () => {
    const lines = [entry("Phase INIT completed in 40s"), entry("Phase DATABASE completed")];
    const expectation = startupExpectation({ phases: ["INIT", "DATABASE"], criticalSystems: [] });
    const { audit } = await auditStartupLog([...lines, entry("Startup completed in 1s")], expectation);
    assert.equal(audit.totalSeconds, 40);
    assert.equal((await auditStartupLog(lines, expectation)).audit.totalSeconds, undefined);
  });
});
