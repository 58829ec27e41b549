import type { Fault } from "./fault.ts";

/** SIGTERM changes nothing, so that the platform has to kill. */
export const ignoreSigterm: Fault = {
  server(app) {
    app.addHook("onListen", async () => {
      process.removeAllListeners("SIGTERM");
      process.on("SIGTERM", () => undefined);
    });
  },
};
