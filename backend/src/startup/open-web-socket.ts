import * as z from "zod";
import type { BusMessage } from "../cache/event-bus.ts";
import type { Services } from "./assemble-services.ts";

const closedSession = z.object({ sessionId: z.string() });

/** Connects the bus with this instance's sockets. */
export async function openWebSocket({ bus, connections, logger }: Services): Promise<void> {
  await bus.listen(({ kind, principal, payload }: BusMessage) => {
    if (kind === "event") connections.deliver(principal, payload);
    else connections.closeSession(closedSession.parse(payload).sessionId);
  });
  logger.info("WebSocket Manager ready");
}
