import type { LogPattern } from "./log-pattern.ts";

/** Lines that say that something is broken, by what they say: programs log many of them as INFO or WARNING. */
const ERRORS: Omit<LogPattern, "severity">[] = [
  {
    id: "startup-validation-bypassed",
    match: /BYPASS(?:ED|ING)?[ _]STARTUP[ _]VALIDATION/i,
    reason:
      "Critical failures were seen at start-up and ignored; whatever looks calm after it proves nothing.",
  },
  {
    id: "startup-validation-failed",
    match: /CRITICAL STARTUP VALIDATION FAILURES?|startup validation (?:failed|timed out)/i,
    reason: "The service's own start-up validation failed.",
  },
  {
    id: "dependency-validation-failed",
    match: /dependency validation FAILED/i,
    reason: "A service that this one stands on did not pass the start-up check.",
  },
  {
    id: "golden-path-failed",
    match: /golden path validation failed/i,
    reason: "The way from log-in to answer does not work.",
  },
  {
    id: "startup-failed",
    match: /\bstartup failed\b|DeterministicStartupError|StartupFailure/i,
    reason: "The start was given up.",
  },
  {
    id: "chat-not-operational",
    match: /CHAT FUNCTIONALITY: (?!FULLY OPERATIONAL)\S/i,
    reason: "The service says of itself that nobody can chat.",
  },
  {
    id: "no-token",
    match: /\bNO_TOKEN\b/,
    reason: "Connections arrive without their token: it is lost on the way, or nobody sends one.",
  },
  {
    id: "session-middleware-missing",
    match: /SessionMiddleware (?:must be|is not|not) installed/i,
    reason: "Requests that need a session fail.",
  },
  {
    id: "import-failed",
    match:
      /cannot import name|\bImportError\b|ModuleNotFoundError|ERR_MODULE_NOT_FOUND|Cannot find (?:module|package)/,
    reason: "The image lacks code that is called, or has another version of it.",
  },
  {
    id: "transaction-none",
    match: /transactions?\b.{0,40}\breturn(?:s|ed|ing) None\b/i,
    reason: "Transactions have no result: what they should have written may be lost.",
  },
  {
    id: "websocket-closed-1011",
    match: /\bclos(?:e|ed|ing)\b.{0,40}\b1011\b|\bcode\W{0,3}1011\b/i,
    reason: "The server ended a WebSocket because of an error of its own (RFC 6455, 7.4.1).",
  },
  {
    id: "websocket-message-failed",
    match: /A WebSocket message failed/i,
    reason: "A user's message was not worked on.",
  },
  { id: "agent-run-failed", match: /agent run failed/i, reason: "A user got no answer." },
  { id: "request-failed", match: /\bA request failed\b/, reason: "A request was answered with an error." },
  {
    id: "uncaught-error",
    match:
      /\bUncaught(?:: | \w*(?:Error|Exception))|Unhandled ?Promise ?Rejection|Unhandled (?:exception|rejection)|Traceback \(most recent call last\)|\bpanic: |Segmentation fault/im,
    reason: "An error that nobody handled: the program was not prepared for it.",
  },
  {
    id: "out-of-memory",
    match: /Memory limit of .{1,40} exceeded|heap out of memory|OOM-?killed|\bMemoryError\b/i,
    reason: "The instance needs more memory than it is given.",
  },
  {
    id: "probe-failed",
    match: /\b(?:STARTUP|LIVENESS|READINESS) (?:HTTP|TCP|GRPC) probe failed/i,
    reason: "The instance did not answer the platform.",
  },
  {
    id: "port-not-open",
    match: /failed to start and listen on the port|EADDRINUSE|address already in use/i,
    reason: "Nothing listens where requests are sent.",
  },
  {
    id: "container-exited",
    match: /Container called exit\((?!0\))/,
    reason: "The program ended by itself.",
  },
  {
    id: "connection-refused",
    match: /ECONNREFUSED|connection refused|password authentication failed|not reachable within/i,
    reason: "A server that the service needs does not let it in.",
  },
  {
    id: "secret-missing",
    match: /secret .{0,80}(?:was )?not found|failed to access secret|secret\S* (?:is )?(?:missing|not set)/i,
    reason: "A secret that the service needs is not there.",
  },
];

/** Lines that say that something is missing which a service can do without, as long as somebody knows. */
const WARNINGS: Omit<LogPattern, "severity">[] = [
  {
    id: "no-monitoring-handlers",
    match: /\bzero[- _]?handlers\b|\b(?:no|0) handlers (?:registered|detected)/i,
    reason: "Monitoring has nobody who listens: events are lost unseen.",
  },
  {
    id: "clickhouse-unavailable",
    match: /ClickHouse\b.{0,60}\b(?:not available|unavailable|fallback)/i,
    reason: "Analytics are not written.",
  },
  {
    id: "dependency-validation-limited",
    match: /limited (?:service )?dependency validation|\bdependenc.{0,20}limited validation/i,
    reason: "Not all dependencies were looked at: a missing one would not have been noticed.",
  },
  {
    id: "llm-configuration-missing",
    match: /\bno LLM (?:configuration|key)|LLM configuration\b.{0,20}\b(?:no|none|missing)\b/i,
    reason: "Answers do not come from a language model.",
  },
  {
    id: "redis-connection-error",
    match: /Redis connection error/i,
    reason: "Redis went away, or was not there at first.",
  },
  {
    id: "database-connection-lost",
    match: /Lost an idle database connection/i,
    reason: "The database closed connections.",
  },
  {
    id: "event-not-delivered",
    match: /event did not reach other instances/i,
    reason: "Users connected to another instance miss events.",
  },
  { id: "websocket-error", match: /\bWebSocket error\b/i, reason: "A connection broke." },
  {
    id: "not-drained",
    match: /Not drained within/i,
    reason: "Requests or connections were cut off at shutdown.",
  },
];

/** All that the audit knows by its words. Lines it does not know are judged by the severity they were logged with. */
export const LOG_PATTERNS: readonly LogPattern[] = [
  ...ERRORS.map((pattern) => ({ ...pattern, severity: "error" as const })),
  ...WARNINGS.map((pattern) => ({ ...pattern, severity: "warning" as const })),
];
