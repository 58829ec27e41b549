import type { Check, CheckContext, Measured } from "./check.ts";
import { digestOf } from "./image.ts";
import { createRedact, redactAll } from "./redaction/redact.ts";
import { type Claim, claimOf } from "./result/claim.ts";
import type { TrafficResult } from "./result/measured.ts";
import type { ValidationMeta } from "./result/meta.ts";
import { RESULT_SCHEMA_VERSION, type ValidationResult } from "./result.ts";
import type { EndedCheck } from "./run-check.ts";
import { type ChecksObserver, runChecks } from "./run-checks.ts";
import { verdictOf } from "./verdict.ts";

/** What a validation is given: all of a check's context but what is made here. */
export type ValidationTools = Omit<CheckContext, "redact" | "keepSecret" | "once" | "startedAt"> & {
  /** What a month is reckoned to cost, USD, and from what; left out where there are no prices. */
  cost?: { expectedUsd: number; source: string };
};

/** What only the caller knows of it. */
export type KnownMeta = Pick<
  ValidationMeta,
  "project" | "region" | "key" | "standIns" | "command" | "deployment"
>;

/**
 * Runs the checks against what is live and gives the result with its verdict. Secrets that checks come by, and whatever looks like
 * one, are in no text of it.
 */
export async function validate(
  checks: readonly Check[],
  tools: ValidationTools,
  known: KnownMeta,
  history: TrafficResult["history"],
  observer: ChecksObserver,
): Promise<ValidationResult> {
  const startedAt = new Date(tools.clock.now());
  const secrets = new Set<string>();
  let redact = createRedact();
  const over = new AbortController();
  const context: CheckContext = {
    ...tools,
    ...{ startedAt, signal: AbortSignal.any([tools.signal, over.signal]) },
    once: createOnce(() => context),
    redact: (text) => redact(text),
    keepSecret(value) {
      secrets.add(value);
      redact = createRedact([...secrets]);
    },
  };
  const ended = await runChecks(checks, context, observer).finally(() => over.abort());
  const time = { startedAt, finishedAt: new Date(tools.clock.now()) };
  // Once more with all that came to light on the way: a secret that one check met may stand in the evidence of an earlier one.
  return redactAll(resultOf(ended, tools, known, history, time), redact);
}

interface ValidationTime {
  startedAt: Date;
  finishedAt: Date;
}

function resultOf(
  ended: readonly EndedCheck[],
  tools: ValidationTools,
  known: KnownMeta,
  history: TrafficResult["history"],
  time: ValidationTime,
): ValidationResult {
  const { startup, latency = [], memory, coldStart, image, rollback, claims = [] } = combined(ended);
  const checks = ended.map(({ result }) => result);
  const now = tools.subject.traffic.map(({ revision, percent, tag }) => ({
    ...{ revision, percent },
    ...(tag ? { tag } : {}),
  }));
  return {
    schemaVersion: RESULT_SCHEMA_VERSION,
    meta: metaOf(tools, known, time, image?.sizeBytes),
    verdict: verdictOf(checks, tools.from),
    checks,
    ...(startup ? { startup } : {}),
    measurements: { latency, ...(memory ? { memory } : {}), ...(coldStart ? { coldStart } : {}) },
    ...(image ? { image } : {}),
    traffic: { now, history },
    ...(rollback ? { rollback } : {}),
    claims: [...claims, ...memoryClaim(tools), ...costClaim(tools)],
  };
}

/** The first to ask does the work, the others wait for it; a failure is the same for all. */
function createOnce(shared: () => CheckContext): CheckContext["once"] {
  const begun = new Map<string, Promise<unknown>>();
  return <T>(name: string, work: (shared: CheckContext) => Promise<T>) => {
    const known = begun.get(name) ?? work(shared());
    begun.set(name, known);
    // Where all that asked have run out of time, nobody is left to hear of its end.
    known.catch(() => undefined);
    return known as Promise<T>;
  };
}

function combined(ended: readonly EndedCheck[]): Measured {
  const all = ended.map(({ measured }) => measured);
  const claims = all.flatMap((measured) => measured.claims ?? []);
  return { ...Object.assign({}, ...all), claims };
}

/** Memory of an instance before, beside the limit that is live: declared figures both, which is what such claims are about. */
function memoryClaim({ settings }: ValidationTools): Claim[] {
  const { memoryMiB: before } = settings.validation.before;
  if (before === undefined) return [];
  return [
    claimOf({
      ...{ name: "Memory of an instance", unit: "MiB", before, after: settings.memoryMiB },
      beforeSource: "settings: validation.before.memoryMiB",
      afterSource: "settings: memoryMiB, compared with the live limit",
    }),
  ];
}

/** A month's cost before, beside what it is reckoned to cost now: an estimate, and called one. */
function costClaim({ settings, cost }: ValidationTools): Claim[] {
  const { monthlyUsd: before } = settings.validation.before;
  if (before === undefined || !cost) return [];
  return [
    claimOf({
      ...{ name: "Cost of a month", unit: "USD", before, after: Math.round(cost.expectedUsd * 100) / 100 },
      beforeSource: "settings: validation.before.monthlyUsd",
      afterSource: cost.source,
    }),
  ];
}

function metaOf(
  { from, settings, subject, url }: ValidationTools,
  known: KnownMeta,
  { startedAt, finishedAt }: ValidationTime,
  sizeBytes: number | undefined,
): ValidationMeta {
  const { revision } = subject;
  const digest = digestOf(revision.image);
  return {
    ...known,
    ...{ service: subject.service, url, revision: revision.name, from },
    revisionCreatedAt: revision.createdAt.toISOString(),
    image: {
      reference: revision.image,
      ...(digest === undefined ? {} : { digest }),
      ...(sizeBytes === undefined ? {} : { sizeBytes }),
    },
    settings: {
      cpu: `${settings.cpu} vCPU`,
      memory: `${settings.memoryMiB} MiB`,
      concurrency: `${settings.concurrency} requests`,
      timeout: `${settings.timeoutSeconds} s`,
      instances: `${settings.scaling.minInstances} to ${settings.scaling.maxInstances}`,
      port: `${settings.port}`,
      traffic: settings.traffic.strategy,
      access: settings.publicAccess ? "public" : "authenticated callers",
    },
    contract: settings.validation.contract,
    ...{ startedAt: startedAt.toISOString(), finishedAt: finishedAt.toISOString() },
    seconds: (finishedAt.getTime() - startedAt.getTime()) / 1000,
  };
}
