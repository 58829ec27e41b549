import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

/**
 * Path and query of a request target. A client that takes the API for its HTTP proxy sends the whole address
 * (RFC 9112, section 3.2.2): so gcloud reaches `http://us-central1-run.googleapis.com/` without any name being resolved.
 */
export function originForm(target: string): string {
  return target.replace(/^http:\/\/[^/?#]*(?=[/?#]|$)/i, "").replace(/^(?!\/)/, "/");
}

/** Answers CONNECT, which wants a tunnel to somewhere else: nothing leaves the rehearsal. */
export function refuseTunnel({ url = "" }: IncomingMessage, socket: Duplex): void {
  // The reason phrase is the one part of the answer that clients show.
  const reason = `Forbidden: the rehearsal lets nothing through to ${url}`;
  socket.on("error", () => socket.destroy());
  socket.end(`HTTP/1.1 403 ${reason}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
}
