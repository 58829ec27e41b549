import type { FastifyInstance } from "fastify";

/**
 * While the server closes, tells clients to drop their connection with the answer: kept alive, it would hold
 * up the end of the process until its idle timeout.
 */
export function registerDrain(app: FastifyInstance): void {
  let draining = false;
  app.addHook("preClose", async () => {
    draining = true;
  });
  app.addHook("onSend", async (_request, reply) => {
    if (draining) reply.header("connection", "close");
  });
}
