import { Fault } from "../faults/fault.ts";
import type { Check, CheckContext, CheckOutcome, Measured } from "./check.ts";
import { failed, skipped, warned } from "./outcome.ts";
import { redactAll } from "./redaction/redact.ts";
import type { CheckResult } from "./result/check-result.ts";

/** A check that has ended, with the figures that it measured. */
export interface EndedCheck {
  result: CheckResult;
  measured: Measured;
}

const TIME_LIMIT_SECONDS = 15;
const PAUSE_MILLISECONDS = 250;

/**
 * Runs one check: skipped where something that it needs is missing, tried again where it may be and fails, ended at its time
 * limit. Secrets are taken out of whatever it came to. Throws only for bugs, and with the signal's reason.
 */
export async function runCheck(check: Check, context: CheckContext): Promise<EndedCheck> {
  const startedAt = context.clock.now();
  const { attempts, retries, outcome } = await attempted(check, context);
  const { measured = {}, verdict, reason, evidence, findings } = outcome;
  const result: CheckResult = {
    id: check.id,
    title: check.title,
    group: check.group,
    needs: check.needs.map(({ name }) => name),
    needed: outcome.needed ?? check.needed ?? true,
    verdict,
    reason,
    seconds: (context.clock.now() - startedAt) / 1000,
    waitedSeconds: outcome.waitedSeconds ?? 0,
    attempts,
    retries,
    evidence,
    findings,
  };
  return { result: redactAll(result, context.redact), measured: redactAll(measured, context.redact) };
}

interface Attempted {
  attempts: number;
  retries: string[];
  outcome: CheckOutcome;
}

async function attempted(check: Check, context: CheckContext): Promise<Attempted> {
  const missing = check.needs.flatMap((need) => need.missing(context) ?? []).at(0);
  if (missing) {
    const outcome = skipped(missing.reason, missing.excused ? { needed: false } : {});
    return { attempts: 0, retries: [], outcome };
  }
  const retries: string[] = [];
  for (;;) {
    const attempts = retries.length + 1;
    const outcome = await attemptOnce(check, context);
    if (outcome.verdict === "skipped") return { attempts, retries, outcome };
    if (outcome.verdict === "pass" && attempts > 1) {
      const reason = `only at attempt ${attempts}: ${outcome.reason}`;
      return { attempts, retries, outcome: warned(reason, { ...outcome }) };
    }
    if (outcome.verdict !== "fail" || attempts >= (check.attempts ?? 1))
      return { attempts, retries, outcome };
    retries.push(outcome.reason);
    await context.clock.pause(PAUSE_MILLISECONDS);
  }
}

async function attemptOnce(check: Check, context: CheckContext): Promise<CheckOutcome> {
  const limit = check.timeLimitSeconds ?? TIME_LIMIT_SECONDS;
  const ended = new AbortController();
  const { promise: late, resolve } = Promise.withResolvers<CheckOutcome>();
  const timer = setTimeout(() => resolve(failed(`not done within ${limit} s`)), limit * 1000);
  const signal = AbortSignal.any([context.signal, ended.signal]);
  const work = check.run({ ...context, signal }).catch((error: unknown) => {
    if (ended.signal.aborted) return late;
    context.signal.throwIfAborted();
    return unanswered(error);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    ended.abort();
  }
}

/** What the cloud does not tell is not known, and no failure of the service. */
function unanswered(error: unknown): CheckOutcome {
  if (!(error instanceof Fault) || error.outcome !== "cloud") throw error;
  return skipped([error.message, ...error.evidence].join(" "));
}
