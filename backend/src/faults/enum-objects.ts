import type { WebSocket } from "ws";
import { EVENT_TYPES } from "../websocket/events.ts";
import type { Fault } from "./fault.ts";

const TYPES: ReadonlySet<unknown> = new Set(EVENT_TYPES);

/** Events' types go out as objects, `{"name": "AGENT_STARTED", "value": "agent_started"}`, as a serialised enum does. */
export const enumObjects: Fault = {
  server(app) {
    app.addHook("onReady", async () => {
      app.websocketServer.on("connection", (socket: WebSocket) => {
        const send = socket.send.bind(socket);
        socket.send = (data: unknown) => send(typeof data === "string" ? withEnum(data) : (data as Buffer));
      });
    });
  },
};

function withEnum(text: string): string {
  const event = JSON.parse(text);
  if (!TYPES.has(event.type)) return text;
  return JSON.stringify({ ...event, type: { name: event.type.toUpperCase(), value: event.type } });
}
