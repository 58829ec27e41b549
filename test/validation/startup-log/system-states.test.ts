import assert from "node:assert/strict";
import fc from "fast-check";
import { CRITICAL_SYSTEMS } from "../../../validation/startup-log/expectation.ts";
import { SystemStates } from "../../../validation/startup-log/system-states.ts";
import { entry } from "./entries.ts";

const HEADER = "CRITICAL SYSTEMS STATUS:";

/** The states of the systems that are named in a block of these lines. */
function statesOf(lines: string[]): Record<string, string> {
  const states = new SystemStates(CRITICAL_SYSTEMS);
  for (const line of [HEADER, ...lines]) states.add(entry(line));
  return Object.fromEntries(
    states.states().flatMap(({ name, state }) => (state === "absent" ? [] : [[name, state]])),
  );
}

const UP = [
  "operational",
  "✅ Connected & Validated",
  "✅ Operational & WebSocket-Enabled",
  "✅ 12 ms",
  "connected (failover replica ready)",
  "connected (TLS disabled)",
  "connected (version unknown)",
  "connected (timeout 30s)",
  "PostgreSQL 15 (connected)",
  "ready (no fallback)",
  "ready (no fallback available)",
  "OK - 0 failed",
  "OK (errors: 0)",
  "connected without errors",
  "online",
  "running",
  "passed",
];

const DOWN = [
  "OFFLINE",
  "crashed",
  "timed out",
  "timeout",
  "inactive",
  "stopped",
  "stopped (was active)",
  "disabled",
  "initialized but disabled",
  "unknown",
  "uninitialized",
  "un-initialised",
  "not-ready",
  "isn't ready",
  "starting up",
  "quiescing",
  "❌",
  "❌ Connected",
  "failed",
  "fails to connect",
  "operational (degraded)",
  "OK - 10 failed",
  "no key",
  "null",
];

describe("the state of a critical system", () => {
  for (const words of UP) {
    it(`is up where the log says «${words}»`, () =>
      assert.deepEqual(statesOf([`Database: ${words}`]), { Database: "up" }));
  }

  for (const words of DOWN) {
    it(`is down where the log says «${words}»`, () =>
      assert.deepEqual(statesOf([`Database: ${words}`]), { Database: "down" }));
  }

  it("is down by whatever word that is not one of health, and unstated only for a bare name", () => {
    const word = fc.string({ unit: fc.constantFrom(..."qxzjk"), minLength: 3, maxLength: 12 });
    fc.assert(
      fc.property(word, fc.constantFrom(...CRITICAL_SYSTEMS), (words, name) => {
        assert.deepEqual(statesOf([`${name}: ${words}`]), { [name]: "down" });
      }),
    );
    for (const bare of ["Redis", "Redis:", "Redis: …", "Redis: -"])
      assert.deepEqual(statesOf([bare]), { Redis: "unstated" });
  });

  it("is told by a mark before the name, on a line each or on one line", () => {
    const expected = { Database: "up", Redis: "down", "LLM Manager": "up" };
    assert.deepEqual(statesOf(["✅ Database", "❌ Redis", "✔️ LLM Manager"]), expected);
    assert.deepEqual(statesOf(["✅ Database ❌ Redis ✅ LLM Manager"]), expected);
    assert.deepEqual(statesOf(["✅ Database: pool of 5 ❌ Redis: gone ✅ LLM Manager"]), expected);
    assert.deepEqual(statesOf(["✅ Database, ❌ Redis, ✅ LLM Manager"]), expected);
  });

  it("is told by a mark behind the name, with and without a colon", () => {
    const expected = { Database: "up", Redis: "down", "LLM Manager": "up" };
    assert.deepEqual(statesOf(["Database: ✅ Redis: ❌ LLM Manager: ✅"]), expected);
    assert.deepEqual(statesOf(["Database ✅ Redis ❌ LLM Manager ✅"]), expected);
    assert.deepEqual(statesOf(["Database ✅", "Redis ❌", "LLM Manager ✅"]), expected);
  });

  it("is what the block says first: later lines that name a system only count where they say that it is down", () => {
    assert.deepEqual(statesOf(["Database: connected", "Database: 5 connections in the pool"]), {
      Database: "up",
    });
    assert.deepEqual(statesOf(["Database: connected", "Database: connection refused"]), { Database: "down" });
    assert.deepEqual(statesOf(["Database: connected", HEADER, "Database: quiescing"]), { Database: "down" });
  });

  it("is read from an entry's fields, which may be objects of their own", () => {
    const states = new SystemStates(CRITICAL_SYSTEMS);
    const systems = {
      Database: { up: true, latencyMs: 3 },
      Redis: { status: "OFFLINE" },
      "LLM Manager": true,
      "Chat Pipeline": null,
      "Agent Bridge": { agents: 3 },
    };
    states.add(entry(HEADER, { fields: { systems } }));
    assert.deepEqual(
      states.states().map(({ state }) => state),
      ["up", "down", "up", "down", "unstated"],
    );
  });
});
