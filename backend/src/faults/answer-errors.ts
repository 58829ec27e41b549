import type { FastifyInstance } from "fastify";

/**
 * Answers this share of the requests with 500, evenly among them, so that a rehearsal has something to find. Health paths stay as
 * they are: an instance that its probes do not believe in serves nothing at all.
 *
 * @param percent from 0 to 100.
 */
export function registerErrorFault(app: FastifyInstance, percent: number): void {
  if (percent === 0) return;
  let due = 0;
  app.addHook("onRequest", async ({ url }) => {
    if (url.startsWith("/health")) return;
    due += percent;
    if (due < 100) return;
    due -= 100;
    throw new Error(`FAULT_ERROR_PERCENT is ${percent}: this request was chosen to fail`);
  });
}
