import * as z from "zod";
import type { Finding } from "../faults/fault.ts";
import { field } from "./field.ts";

const source = "https://cloud.google.com/run/docs/configuring/healthchecks";

/** A startup probe may take this long in all: `failureThreshold` times `periodSeconds`. */
const STARTUP_LIMIT_SECONDS = 240;

const path = z
  .string()
  .regex(/^\/\S*$/)
  .optional();

function seconds(description: string, bounds: { min: number; max: number; default: number }) {
  return field(z.int().min(bounds.min).max(bounds.max).default(bounds.default), {
    description,
    expected: `a whole number of seconds from ${bounds.min} to ${bounds.max}`,
    example: String(Math.max(bounds.default, bounds.min)),
    source,
  });
}

const failureThreshold = field(z.int().min(1).max(240).default(3), {
  description: "Failures in a row until the probe counts as failed.",
  expected: "a whole number from 1 to 240",
  example: "3",
  unit: "failures",
  source,
});

const startup = field(
  z
    .strictObject({
      path: field(path, {
        description:
          "HTTP path that answers 200 to 399 once started; without it, an open TCP port is enough.",
        expected: "a path starting with /",
        example: "/health",
        source,
      }),
      initialDelaySeconds: seconds("Wait before the first probe.", { min: 0, max: 240, default: 0 }),
      periodSeconds: seconds("Time from one probe to the next.", { min: 1, max: 240, default: 10 }),
      timeoutSeconds: seconds("Time for one answer; at most periodSeconds.", {
        min: 1,
        max: 240,
        default: 1,
      }),
      failureThreshold,
    })
    .optional(),
  {
    description:
      "When a new instance counts as started, and its revision as ready. Without it Cloud Run waits 240 s for the TCP port.",
    expected: "a map with path, periodSeconds, timeoutSeconds and failureThreshold",
    example: "{ path: /health, periodSeconds: 1, failureThreshold: 60 }",
    source,
  },
);

const liveness = field(
  z
    .strictObject({
      path: field(path.unwrap(), {
        description: "HTTP path that answers 200 to 399 while the instance is well.",
        expected: "a path starting with /",
        example: "/health",
        source,
      }),
      initialDelaySeconds: seconds("Wait before the first probe.", { min: 0, max: 3600, default: 0 }),
      periodSeconds: seconds("Time from one probe to the next.", { min: 1, max: 3600, default: 10 }),
      timeoutSeconds: seconds("Time for one answer; at most periodSeconds.", {
        min: 1,
        max: 3600,
        default: 1,
      }),
      failureThreshold,
    })
    .optional(),
  {
    description: "When a running instance is shut down and replaced. Without it only a crash does that.",
    expected: "a map with path, periodSeconds, timeoutSeconds and failureThreshold",
    example: "{ path: /health, periodSeconds: 10 }",
    source,
  },
);

/** Health checks of an instance. */
export const probesSchema = field(z.strictObject({ startup, liveness }).prefault({}), {
  description: "Health checks.",
  expected: "a map with startup and liveness",
  example: "{ startup: { path: /health } }",
});

export type ProbesSettings = z.output<typeof probesSchema>;
export type ProbeSettings = NonNullable<ProbesSettings["startup"]>;

/** A probe must answer within its period, and a start-up must be decided within {@link STARTUP_LIMIT_SECONDS}. */
export function checkProbes({ startup, liveness }: ProbesSettings): Finding[] {
  return [
    ...checkTimeout("probes.startup", startup),
    ...checkTimeout("probes.liveness", liveness),
    ...checkStartupLimit(startup),
  ];
}

function checkTimeout(at: string, probe: ProbeSettings | undefined): Finding[] {
  if (!probe || probe.timeoutSeconds <= probe.periodSeconds) return [];
  return [
    {
      path: `${at}.timeoutSeconds`,
      expected: `at most periodSeconds (${probe.periodSeconds})`,
      actual: String(probe.timeoutSeconds),
      example: String(probe.periodSeconds),
    },
  ];
}

function checkStartupLimit(probe: ProbeSettings | undefined): Finding[] {
  if (!probe) return [];
  const total = probe.failureThreshold * probe.periodSeconds;
  if (total <= STARTUP_LIMIT_SECONDS) return [];
  return [
    {
      path: "probes.startup.failureThreshold",
      expected: `failureThreshold times periodSeconds of at most ${STARTUP_LIMIT_SECONDS} s`,
      actual: `${probe.failureThreshold} x ${probe.periodSeconds} s = ${total} s`,
      example: String(Math.floor(STARTUP_LIMIT_SECONDS / probe.periodSeconds)),
    },
  ];
}
