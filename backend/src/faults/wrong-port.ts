import type { Fault } from "./fault.ts";

/** Listens beside the port that Cloud Run sends requests to (https://cloud.google.com/run/docs/container-contract#port). */
export const wrongPort: Fault = {
  port: (declared) => (declared === 65535 ? declared - 1 : declared + 1),
};
