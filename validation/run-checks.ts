import type { Check, CheckContext } from "./check.ts";
import { CHECK_GROUPS } from "./result/check-result.ts";
import { type EndedCheck, runCheck } from "./run-check.ts";

/** Hears how far the checks are, for a live list. */
export interface ChecksObserver {
  started(check: Check): void;
  ended(check: Check, ended: EndedCheck): void;
}

/** A service on one CPU that thirty checks ask at once is judged by how it bears that, not by how it is. */
const SIDE_BY_SIDE = 8;

/** Runs them side by side, then one after the other those that have to be alone. The results are in the order of their groups. */
export async function runChecks(
  checks: readonly Check[],
  context: CheckContext,
  observer: ChecksObserver,
): Promise<EndedCheck[]> {
  const ended = new Map<Check, EndedCheck>();
  const run = async (check: Check) => {
    observer.started(check);
    const end = await runCheck(check, context);
    ended.set(check, end);
    observer.ended(check, end);
  };
  const waiting = checks.filter(({ alone }) => !alone);
  const lane = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) await run(check);
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, lane));
  for (const check of checks.filter(({ alone }) => alone)) await run(check);
  return inOrder(checks).flatMap((check) => ended.get(check) ?? []);
}

/** Checks by group, as a report and a live list have them. */
export function inOrder(checks: readonly Check[]): Check[] {
  return CHECK_GROUPS.flatMap((group) => checks.filter((check) => check.group === group));
}
