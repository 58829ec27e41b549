import assert from "node:assert/strict";
import { createCloudLogger } from "../../backend/src/logging/cloud-logger.ts";
import {
  CRITICAL_SYSTEMS,
  type CriticalSystem,
  checkSystems,
  downSystems,
  logSystemStates,
  type SystemCheck,
} from "../../backend/src/startup/critical-systems.ts";

const fine = Object.fromEntries(
  CRITICAL_SYSTEMS.map((system) => [system, async () => undefined]),
) as unknown as Record<CriticalSystem, SystemCheck>;

function linesFor(states: Parameters<typeof logSystemStates>[1]): string[] {
  const lines: string[] = [];
  const write = (line: string) => {
    const { severity, message } = JSON.parse(line) as Record<string, string>;
    lines.push(`${severity} ${message}`);
  };
  logSystemStates(createCloudLogger("info", { write }), states, "deterministic");
  return lines;
}

describe("critical systems", () => {
  it("are all named in the status line", async () => {
    assert.deepEqual(linesFor(await checkSystems(fine, 1000)), [
      "INFO CRITICAL SYSTEMS STATUS: Database: operational, Redis: operational, LLM Manager: operational, " +
        "Chat Pipeline: operational, Agent Bridge: operational",
      "INFO CHAT FUNCTIONALITY: FULLY OPERATIONAL",
    ]);
  });

  it("count as down with what was seen, and chat with them", async () => {
    const refused = { ...fine, Redis: () => Promise.reject(new Error("connection refused")) };
    const states = await checkSystems(refused, 1000);
    assert.deepEqual(downSystems(states), ["Redis: connection refused"]);
    assert.equal(linesFor(states)[1], "ERROR CHAT FUNCTIONALITY: NOT OPERATIONAL");
  });

  it("count as down when they do not answer in time", async () => {
    const { promise } = Promise.withResolvers<void>();
    const states = await checkSystems({ ...fine, Database: () => promise }, 10);
    assert.deepEqual(downSystems(states), ["Database: no answer within 10 ms"]);
  });
});
