import type { Fault } from "./fault.ts";

/** Nothing is logged, from the first line on. */
export const silentStart: Fault = {
  start(logger) {
    logger.level = "silent";
  },
};
