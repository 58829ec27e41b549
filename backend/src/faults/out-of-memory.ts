import { setImmediate } from "node:timers/promises";
import type { Fault } from "./fault.ts";

const BLOCK_BYTES = 16 * 1024 ** 2;
/** 640 MiB: more than the 512Mi of staging, and little enough not to harm a machine that has more. */
const BLOCKS = 40;

/** Fills more memory than staging gives an instance, while it starts. */
export const outOfMemory: Fault = {
  async start() {
    const held: Buffer[] = [];
    while (held.length < BLOCKS) {
      // Filled, since pages that were never written to take no memory.
      held.push(Buffer.alloc(BLOCK_BYTES, 1));
      await setImmediate();
    }
  },
};
