import type { Fault } from "./fault.ts";

/** Falls over whoever opens the WebSocket without a token, instead of refusing: HTTP 500 for 401. */
export const webSocket500: Fault = {
  server(app) {
    app.addHook("onSend", async ({ url }, reply) => {
      if (url.startsWith("/ws") && reply.statusCode === 401) reply.code(500);
    });
  },
};
