import { setTimeout } from "node:timers/promises";
import type { Fault } from "./fault.ts";

/** More than the ten seconds that staging gives a start. */
const DELAY_MILLISECONDS = 10_500;

/** The start takes longer than its budget, and gets there. */
export const slowStart: Fault = {
  start: () => setTimeout(DELAY_MILLISECONDS),
};
