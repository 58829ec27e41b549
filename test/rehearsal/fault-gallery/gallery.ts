import type { Surroundings } from "./surroundings.ts";

/** A check that fails, and what it has to say. */
export interface Told {
  /** Its id; `*` at the end stands for anything. */
  check: string;
  reason: RegExp;
}

/** Something that is wrong with a deployment, and what makes it NOT READY: these checks, and no others. */
export interface GalleryFault {
  /** As docs/fault-gallery.md has it. */
  name: string;
  /** Deployed like this: variables of the service, and replacements in its settings. */
  deployed?: { env?: Record<string, string>; settings?: [from: string, to: string][] };
  /** Brought about around the service, beside the deployment or without one. */
  outside?: keyof Surroundings["faults"];
  /** Set where the revision does not get ready, so that `stage up` itself fails. */
  refused?: true;
  /** Set for the one that `stage up` finds by itself, as it would any: all others are validated apart, which takes less time. */
  validatedByUp?: true;
  /** Every one of these fails. */
  caughtBy: Told[];
  /** These may fail as well, and only for this reason. */
  consequences?: (Told & { why: string })[];
}

const fault = (name: string) => ({ env: { FAULT: name } });

/** Traffic is declared to go to the latest revision. */
const TRAFFIC_STAYS = {
  check: "declared-traffic",
  reason: /^100 % to \S+, declared: strategy latest$/,
  why: "traffic stays where it was, since no new revision is ready",
};

/** Checks that ask for what only somebody who is signed in gets. */
function signedIn(reason: RegExp, why: string): (Told & { why: string })[] {
  const checks = ["endpoint-get-api-agents-signed-in", "endpoint-get-api-threads-signed-in", "golden-path"];
  return checks.map((check) => ({ check, reason, why }));
}

/** A health report that says what is down comes with 503. */
const UNHEALTHY = [
  {
    check: "endpoint-get-health",
    reason: /^status: expected 200; found HTTP 503$/,
    why: "the service reports itself unhealthy",
  },
  {
    check: "error-rate",
    reason: /^GET \/health: (\d+) of \1: HTTP 503$/,
    why: "asks for the health report many times",
  },
];

const MAY_MEET_AN_ERROR = ["endpoint-*", "websocket-*", "golden-path", "service-auth"];

export const GALLERY: readonly GalleryFault[] = [
  {
    name: "crash on boot",
    deployed: fault("crash-on-boot"),
    refused: true,
    caughtBy: [{ check: "revision-ready", reason: /exited with code 1\.[\s\S]*FAULT is crash-on-boot/ }],
    consequences: [TRAFFIC_STAYS],
  },
  {
    name: "wrong port",
    deployed: { ...fault("wrong-port"), settings: [["failureThreshold: 60", "failureThreshold: 5"]] },
    refused: true,
    caughtBy: [
      {
        check: "revision-ready",
        reason: /failed to start and listen on the port[\s\S]*nothing listens on port 8000/,
      },
    ],
    consequences: [TRAFFIC_STAYS],
  },
  {
    name: "slow start",
    deployed: fault("slow-start"),
    caughtBy: [{ check: "startup-time", reason: /^The start took \d+(\.\d+)? s, its budget is 10 s\.$/ }],
  },
  {
    name: "silent start",
    deployed: fault("silent-start"),
    caughtBy: [{ check: "startup-log", reason: /^silent-start: The service logged nothing/ }],
  },
  {
    name: "out of memory at 512Mi",
    deployed: fault("out-of-memory"),
    refused: true,
    caughtBy: [{ check: "revision-ready", reason: /Memory limit of 512 MiB exceeded/ }],
    consequences: [TRAFFIC_STAYS],
  },
  {
    name: "10 % of answers 5xx",
    deployed: { env: { FAULT_ERROR_PERCENT: "10" } },
    caughtBy: [{ check: "error-rate", reason: /^(GET \S+: \d of 20: HTTP 500(; |$))+/ }],
    consequences: MAY_MEET_AN_ERROR.map((check) => ({
      ...{ check, reason: /HTTP 500/, why: "one in ten of its own requests is answered with 500" },
    })),
  },
  {
    name: "latency ×10",
    deployed: fault("slow-answers"),
    caughtBy: [{ check: "latency", reason: /^GET \/ p50 \d+(\.\d+)? ms, at most 250 ms/ }],
  },
  {
    name: "database refused",
    outside: "databaseRefused",
    caughtBy: [{ check: "database", reason: /^Database: role "netra" is not permitted to log in$/ }],
    consequences: [
      ...UNHEALTHY,
      ...signedIn(/registering a user: HTTP 500/, "users are in the database"),
      {
        check: "service-auth",
        reason: /answered with HTTP 500$/,
        why: "asks for threads, which are there too",
      },
    ],
  },
  {
    name: "Redis gone",
    outside: "redisGone",
    caughtBy: [{ check: "redis", reason: /^Redis: / }],
    consequences: [...UNHEALTHY, ...signedIn(/logging in: HTTP 500/, "sessions are in Redis")],
  },
  {
    name: "secret missing",
    outside: "secretDisabled",
    deployed: { settings: [["LOG_LEVEL: info", "LOG_LEVEL: debug"]] },
    refused: true,
    caughtBy: [{ check: "secrets", reason: /^DISABLED \(secrets\.JWT_SECRET_KEY\)$/ }],
  },
  {
    name: "WebSocket 500 when unauthenticated",
    deployed: fault("websocket-500"),
    validatedByUp: true,
    caughtBy: [{ check: "websocket-refusal", reason: /^HTTP 500 to the upgrade without a token/ }],
  },
  {
    name: "enum objects instead of strings",
    deployed: fault("enum-objects"),
    caughtBy: [
      { check: "websocket-events", reason: /event type: \{"name":"AGENT_STARTED","value":"agent_started"\}/ },
    ],
    consequences: [
      {
        check: "golden-path",
        reason: /^receive the events: (a type that is no string(, | instead)){5}/,
        why: "waits for the same events",
      },
      {
        check: "websocket-routing",
        reason: /^(message \S+: none came(; |$))+/,
        why: "knows by their types where messages went",
      },
    ],
  },
  {
    name: "route missing",
    deployed: fault("route-missing"),
    caughtBy: [
      { check: "endpoint-get-api-agents", reason: /found HTTP 404$/ },
      { check: "endpoint-get-api-agents-signed-in", reason: /found HTTP 404$/ },
    ],
    consequences: [
      { check: "golden-path", reason: /^discover agents: HTTP 404/, why: "discovers agents there" },
      {
        check: "error-rate",
        reason: /^GET \/api\/agents: (\d+) of \1: HTTP 404$/,
        why: "asks the same route many times",
      },
    ],
  },
  {
    name: "leaking connections",
    deployed: fault("leaking-connections"),
    caughtBy: [{ check: "websocket-leaks", reason: /^100 of 100 connections are still counted/ }],
  },
  {
    name: "wrong TLS name",
    outside: "wrongTlsName",
    caughtBy: [{ check: "tls-*", reason: /does not match certificate's altnames.*DNS:other\.example\.com/ }],
  },
  {
    name: "ignoring SIGTERM",
    deployed: fault("ignore-sigterm"),
    caughtBy: [{ check: "graceful-shutdown", reason: /went on after SIGTERM, and was killed after 1\d/ }],
  },
];
