import pRetry from "p-retry";
import { Fault } from "../faults/fault.ts";
import type { Report } from "./step.ts";

/** Attempts at anything that needs the network. */
const ATTEMPTS = 2;

/** Repeats work that failed with a Fault, once, after a pause; the last fault is thrown. Bugs are not repeated. */
export function retried<T>(
  { retryPauseSeconds }: { retryPauseSeconds: number },
  report: Report,
  work: () => Promise<T>,
): Promise<T> {
  return pRetry(work, {
    retries: ATTEMPTS - 1,
    minTimeout: retryPauseSeconds * 1000,
    shouldRetry: ({ error }) => error instanceof Fault,
    onFailedAttempt: ({ error, retriesLeft }) => {
      if (error instanceof Fault && retriesLeft > 0) report(`${error.message}; trying again`);
    },
  });
}
