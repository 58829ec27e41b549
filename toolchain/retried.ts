import pRetry from "p-retry";
import { Fault } from "../faults/fault.ts";
import type { Machine } from "./machine.ts";
import type { Report } from "./step.ts";

/** Attempts at anything that needs the network. */
const ATTEMPTS = 2;

/** Repeats work that failed with a Fault, once, after a pause; the last fault is thrown. Bugs are not repeated. */
export function retried<T>(
  { retryPauseSeconds, signal }: Pick<Machine, "retryPauseSeconds" | "signal">,
  report: Report,
  work: () => Promise<T>,
): Promise<T> {
  return pRetry(work, {
    retries: ATTEMPTS - 1,
    signal,
    minTimeout: retryPauseSeconds * 1000,
    shouldRetry: ({ error }) => error instanceof Fault && !signal.aborted,
    onFailedAttempt: ({ error, retriesLeft }) => {
      if (error instanceof Fault && retriesLeft > 0 && !signal.aborted)
        report(`${error.message}; trying again`);
    },
  });
}
