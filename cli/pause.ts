import type { EventEmitter } from "node:events";
import { setTimeout } from "node:timers/promises";
import { lossOf } from "./lost-output.ts";

/**
 * Waits before something is shown again. False where that is over: on Ctrl-C, and where what is printed is lost, as after
 * `stage logs --follow | head`.
 */
export async function pause(
  milliseconds: number,
  signal: AbortSignal,
  stdout: EventEmitter = process.stdout,
): Promise<boolean> {
  try {
    await setTimeout(milliseconds, undefined, { signal });
  } catch {
    return false;
  }
  return lossOf(stdout) === undefined;
}
