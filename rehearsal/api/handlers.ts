import type { Cloud, Handlers } from "./cloud.ts";
import { operationHandlers } from "./operations/operation-handlers.ts";
import { runHandlers } from "./run/run-handlers.ts";

/** The methods that the rehearsal emulates; all others of the same APIs answer 501. */
export function handlersOf(cloud: Cloud): Handlers {
  return { ...runHandlers(cloud), ...operationHandlers(cloud) };
}
