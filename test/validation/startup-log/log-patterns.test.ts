import assert from "node:assert/strict";
import { anyOf } from "../../../validation/startup-log/log-pattern.ts";
import { LOG_PATTERNS } from "../../../validation/startup-log/log-patterns.ts";

const LINES: [line: string, ...ids: string[]][] = [
  ["BYPASSING STARTUP VALIDATION FOR STAGING - 1 critical failures ignored", "startup-validation-bypassed"],
  ["CRITICAL STARTUP VALIDATION FAILURES DETECTED", "startup-validation-failed"],
  ["CRITICAL: Service dependency validation FAILED", "dependency-validation-failed"],
  ["Golden path validation failed: no agents", "golden-path-failed"],
  [
    "Startup failed in phase DATABASE: not reachable within 10 s: Database (ECONNREFUSED)",
    "startup-failed",
    "connection-refused",
  ],
  ["CHAT FUNCTIONALITY: NOT OPERATIONAL", "chat-not-operational"],
  ["connection refused with NO_TOKEN", "no-token", "connection-refused"],
  ["SessionMiddleware must be installed to access request.session", "session-middleware-missing"],
  ["cannot import name 'get_db_session_factory'", "import-failed"],
  ["transaction fixes returning None", "transaction-none"],
  ["WebSocket close code 1011", "websocket-closed-1011"],
  ["A WebSocket message failed", "websocket-message-failed"],
  ["The agent run failed", "agent-run-failed"],
  ["A request failed", "request-failed"],
  ["Uncaught: boom", "uncaught-error"],
  ["Traceback (most recent call last):", "uncaught-error"],
  ["Memory limit of 512 MiB exceeded with 530 MiB used.", "out-of-memory"],
  ["STARTUP HTTP probe failed for container", "probe-failed"],
  ["The container failed to start and listen on the port defined", "port-not-open"],
  ["Container called exit(1).", "container-exited"],
  ["Secret projects/p/secrets/s was not found", "secret-missing"],
  ["Monitoring has zero handlers", "no-monitoring-handlers"],
  ["ClickHouse not available, continuing without analytics", "clickhouse-unavailable"],
  ["limited dependency validation", "dependency-validation-limited"],
  ["No LLM configuration: answers come from the deterministic responder", "llm-configuration-missing"],
  ["Redis connection error", "redis-connection-error"],
  ["Lost an idle database connection", "database-connection-lost"],
  ["An event did not reach other instances", "event-not-delivered"],
  ["WebSocket error", "websocket-error"],
  ["Not drained within 9000 ms, leaving", "not-drained"],
  ["CHAT FUNCTIONALITY: FULLY OPERATIONAL"],
  ["Container called exit(0)."],
  ["Request-scoped session completed successfully for user_id='service:netra-backend'"],
  ["Database session created with service-to-service authentication"],
  ["Thread creation working"],
  ["WebSocket Manager module loaded"],
  ["WebSocket closed with code 1000"],
  ["Database schema is up to date"],
  ["SIGTERM received, draining"],
];

describe("the patterns of log lines", () => {
  for (const [line, ...expected] of LINES) {
    it(`read «${line}» as ${expected.join(" and ") || "nothing bad"}`, () => {
      const found = LOG_PATTERNS.filter(({ match }) => match.test(line)).map(({ id }) => id);
      assert.deepEqual(found, expected);
      assert.equal(anyOf(LOG_PATTERNS).test(line), expected.length > 0);
    });
  }

  it("have each its own id, a reason and a line above that it matches", () => {
    const tried = new Set(LINES.flatMap(([, ...found]) => found));
    assert.deepEqual(
      LOG_PATTERNS.filter(({ id, reason }) => !tried.has(id) || !/^[A-Z].*\.$/.test(reason)),
      [],
    );
    assert.equal(new Set(LOG_PATTERNS.map(({ id }) => id)).size, LOG_PATTERNS.length);
  });
});
