import assert from "node:assert/strict";
import type { ValidationResult } from "../../../validation/result.ts";
import type { GalleryFault, Told } from "./gallery.ts";

/** READY, with nothing to remark on; says how long that took. */
export function assertClean({ verdict, checks, meta }: ValidationResult): void {
  assert.deepEqual([verdict.verdict, verdict.blocking, verdict.warnings], ["READY", [], []]);
  const waited = Math.max(...checks.map(({ waitedSeconds }) => waitedSeconds));
  console.log(`      ${checks.length} checks in ${meta.seconds} s, of which ${waited} s had to be waited`);
}

/** NOT READY, because the checks that should catch the fault do, and no other fails that has nothing to do with it. */
export function assertCaught(fault: GalleryFault, { verdict, checks }: ValidationResult): void {
  const failed = checks.filter((check) => check.verdict === "fail").map(({ id, reason }) => ({ id, reason }));
  const uncaught = fault.caughtBy.filter((told) => !failed.some((check) => isTold(check, told)));
  assert.deepEqual(uncaught, [], `these fail: ${JSON.stringify(failed, undefined, 2)}`);
  const known = [...fault.caughtBy, ...(fault.consequences ?? [])];
  assert.deepEqual(
    failed.filter((check) => !known.some((told) => isTold(check, told))),
    [],
  );
  assert.equal(verdict.verdict, "NOT READY");
}

/** The checks that catch the fault, in words. */
export function checksThatCatch({ caughtBy }: GalleryFault): string {
  return caughtBy.map(({ check }) => check).join(" and ");
}

function isTold(failed: { id: string; reason: string }, { check, reason }: Told): boolean {
  const isIt = check.endsWith("*") ? failed.id.startsWith(check.slice(0, -1)) : failed.id === check;
  return isIt && reason.test(failed.reason);
}
