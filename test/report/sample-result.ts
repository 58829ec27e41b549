import type { CheckResult, CheckVerdict } from "../../validation/result/check-result.ts";
import { claimOf } from "../../validation/result/claim.ts";
import { type ValidationResult, validationResultSchema } from "../../validation/result.ts";

/** What must never come alive in a report. */
export const HOSTILE = `<script>document.title = "hacked"</script><img src=x onerror="alert(1)">`;

export function check(
  id: string,
  group: CheckResult["group"],
  verdict: CheckVerdict,
  differing: Partial<CheckResult> = {},
): CheckResult {
  return {
    ...{
      id,
      group,
      verdict,
      title: `The check ${id}`,
      needs: [],
      needed: true,
      reason: `${id} gave ${verdict}`,
    },
    ...{ seconds: 0.123456, waitedSeconds: 0, attempts: 1, retries: [], evidence: [], findings: [] },
    ...differing,
  };
}

const LATENCY = [
  { endpoint: "GET /health", n: 200, p50Milliseconds: 2.31, p95Milliseconds: 4.87, p99Milliseconds: 9.41 },
  { endpoint: "GET /api/agents", n: 200, p50Milliseconds: 3.05, p95Milliseconds: 7.2, p99Milliseconds: 18.6 },
  {
    endpoint: "POST /api/threads",
    n: 50,
    p50Milliseconds: 6.4,
    p95Milliseconds: 12.9,
    p99Milliseconds: 41.22,
  },
].map((row) => ({ ...row, maxMilliseconds: row.p99Milliseconds * 2, failures: 0 }));

const PHASES = {
  INIT: 2.415,
  DEPENDENCIES: 14.084,
  DATABASE: 0.747,
  CACHE: 0.026,
  SERVICES: 1.262,
  WEBSOCKET: 0.531,
  FINALIZE: 0.433,
};

/** A result with something of everything, among it a failure, a retry and a log line that is hostile. */
export function sampleResult(): ValidationResult {
  return validationResultSchema.parse({
    schemaVersion: 1,
    meta: {
      project: "netra-staging",
      region: "us-central1",
      service: "netra-backend-staging",
      key: "backend",
      url: "https://netra-backend-staging.example",
      revision: "netra-backend-staging-4f2c1ab",
      revisionCreatedAt: "2026-11-21T15:00:00.000Z",
      image: {
        reference: "registry.example/netra/backend:1",
        digest: `sha256:${"ab".repeat(32)}`,
        sizeBytes: 61_000_000,
      },
      settings: { cpu: "1", memoryMiB: "512", concurrency: "1000", timeoutSeconds: "300" },
      contract: "reference-backend",
      from: "rehearsal",
      standIns: ["the base image node:24-alpine, by one made of this machine's own files"],
      command: "stage validate --rehearsal",
      startedAt: "2026-11-21T16:00:00.000Z",
      finishedAt: "2026-11-21T16:00:09.500Z",
      seconds: 9.5,
      deployment: {
        seconds: 12.3,
        steps: [
          { title: "Deploy", seconds: 8.1 },
          { title: "Read back what is live", seconds: 4.2 },
        ],
      },
    },
    verdict: {
      verdict: "NOT READY",
      summary: "NOT READY (rehearsal): 1 of 5 needed checks failed",
      rules: [
        {
          id: "failed",
          statement: "A needed check that failed makes it NOT READY.",
          gives: "NOT READY",
          checks: ["startup-log"],
          decided: true,
        },
        {
          id: "skipped",
          statement: "A needed check that was skipped leaves it UNPROVEN.",
          gives: "UNPROVEN",
          checks: [],
          decided: false,
        },
      ],
      blocking: [
        {
          check: "startup-log",
          title: "The start-up log",
          reason: "start-up validation was bypassed",
          findings: [{ path: "log", expected: "no bypass", actual: HOSTILE }],
        },
      ],
      warnings: [{ check: "tls-expiry", reason: "12 days are left" }],
      notProven: [{ check: "golden-path", reason: "no user" }],
    },
    checks: [
      check("revision-ready", "revision", "pass", {
        evidence: [
          {
            kind: "comparison",
            title: "Limits",
            rows: [{ path: "memoryMiB", declared: "512", live: "512", agrees: true }],
          },
        ],
      }),
      check("tls-expiry", "network", "warn", { reason: "12 days are left" }),
      check("startup-log", "startup", "fail", {
        title: "The start-up log",
        reason: "start-up validation was bypassed",
        findings: [{ path: "log", expected: "no bypass", actual: HOSTILE }],
        evidence: [
          {
            kind: "log",
            source: "netra-backend-staging-4f2c1ab",
            lines: [{ severity: "WARNING", text: `BYPASSING STARTUP VALIDATION ${HOSTILE}` }],
          },
        ],
      }),
      check("websocket-refusal", "websocket", "pass", { attempts: 2, retries: ["the connection was reset"] }),
      check("health", "endpoints", "pass", {
        evidence: [
          {
            kind: "http",
            request: { method: "GET", url: "https://netra-backend-staging.example/health" },
            response: { status: 200, body: `{"status":"healthy"}`, milliseconds: 4.2 },
          },
        ],
      }),
      check("golden-path", "golden-path", "skipped", { needed: false, reason: "no user", attempts: 0 }),
      check("latency", "performance", "pass"),
    ],
    startup: {
      revision: "netra-backend-staging-4f2c1ab",
      totalSeconds: 19.498,
      phases: Object.entries(PHASES).map(([name, seconds]) => ({
        name,
        seconds,
        sharePercent: Math.round((seconds / 19.498) * 1000) / 10,
      })),
      baseline: {
        revision: "netra-backend-staging-1c9d0e2",
        totalSeconds: 17.9,
        phases: Object.entries(PHASES).map(([name, seconds]) => ({ name, seconds: seconds * 0.92 })),
      },
    },
    measurements: {
      latency: LATENCY,
      memory: { usedMiB: 96.4, limitMiB: 512, n: 3, source: "the container's cgroup" },
      coldStart: { seconds: 0.81, n: 3, source: "first request to a service scaled to zero" },
    },
    image: {
      sizeBytes: 61_000_000,
      layers: [
        { digest: `sha256:${"01".repeat(32)}`, sizeBytes: 52_000_000, createdBy: "COPY base" },
        { digest: `sha256:${"02".repeat(32)}`, sizeBytes: 8_500_000, createdBy: `RUN echo "${HOSTILE}"` },
        { digest: `sha256:${"03".repeat(32)}`, sizeBytes: 500_000 },
      ],
    },
    traffic: {
      now: [
        { revision: "netra-backend-staging-4f2c1ab", percent: 90 },
        { revision: "netra-backend-staging-1c9d0e2", percent: 10, tag: "before" },
      ],
      history: [
        { at: "2026-11-21T09:00:00.000Z", revision: "netra-backend-staging-1c9d0e2", healthy: true },
        { at: "2026-11-21T13:30:00.000Z", revision: "netra-backend-staging-77aa001", healthy: false },
        { at: "2026-11-21T15:00:00.000Z", revision: "netra-backend-staging-4f2c1ab" },
      ],
    },
    rollback: { target: "netra-backend-staging-1c9d0e2", refusals: [] },
    claims: [
      claimOf({
        name: "Image size",
        unit: "MB",
        before: 350,
        beforeSource: "the report of 9 September",
        after: 150,
        afterSource: "the registry",
      }),
      claimOf({
        name: "Cost a month",
        unit: "$",
        before: 650,
        beforeSource: "the report",
        after: 205,
        afterSource: "list prices",
      }),
    ],
  });
}
