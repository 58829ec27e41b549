import { setTimeout } from "node:timers/promises";
import type { Fault } from "./fault.ts";

/** Nine times as long again, but within what leaves the other checks their time on a busy machine. */
const LEAST_MILLISECONDS = 300;
const MOST_MILLISECONDS = 1000;

/**
 * An answer takes ten times as long: 300 ms more at least, which is ten times what one takes over a network. Health paths stay as
 * they are: an instance that its probes do not believe in serves nothing at all.
 */
export const slowAnswers: Fault = {
  server(app) {
    app.addHook("onSend", async ({ url }, reply) => {
      if (url.startsWith("/health")) return;
      const more = 9 * reply.elapsedTime;
      await setTimeout(Math.min(MOST_MILLISECONDS, Math.max(LEAST_MILLISECONDS, more)));
    });
  },
};
