import type { WebSocket } from "ws";
import type { Fault } from "./fault.ts";

type CloseListener = (code: number) => void;

/** 1006: closed, and nobody said why (RFC 6455, 7.4.1). */
const ABNORMAL = 1006;

/**
 * Connections that were closed are kept: who waits for their end is not told before the server itself ends, since this is a leak and
 * not a process that does not stop.
 */
export const leakingConnections: Fault = {
  server(app) {
    const release: (() => void)[] = [];
    app.addHook("onReady", async () => {
      app.websocketServer.on("connection", (socket: WebSocket) => release.push(withholdEnd(socket)));
    });
    app.addHook("preClose", async () => {
      for (const tell of release) tell();
    });
  },
};

/** Keeps those who wait for the end of this socket waiting; gives what tells them. */
function withholdEnd(socket: WebSocket): () => void {
  const once = socket.once;
  const waiting: CloseListener[] = [];
  socket.once = ((event: string, listener: CloseListener) => {
    if (event !== "close") return once.call(socket, event, listener);
    waiting.push(listener);
    return socket;
  }) as typeof once;
  return () => {
    socket.once = once;
    for (const listener of waiting) {
      if (socket.readyState === socket.CLOSED) listener(ABNORMAL);
      else socket.once("close", listener);
    }
  };
}
