import type { Fault } from "./fault.ts";

/** `/api/agents` is not there: 404. */
export const routeMissing: Fault = {
  server(app) {
    app.addHook("onRequest", async ({ url }, reply) => {
      if (url.startsWith("/api/agents")) return reply.callNotFound();
    });
  },
};
