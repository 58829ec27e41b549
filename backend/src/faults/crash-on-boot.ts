import type { Fault } from "./fault.ts";

/** The start ends with an error, as with a bug in a program's first lines. */
export const crashOnBoot: Fault = {
  start() {
    throw new Error("FAULT is crash-on-boot");
  },
};
