import { WebSocket } from "ws";
import { Fault } from "../../faults/fault.ts";
import { whyNoAnswer } from "../rest/http-request.ts";

/** WebSockets that are held open, each answering to pings. */
export interface HeldSockets {
  /** Resolves with why sockets were cut, one entry per socket: closed, broken, or silent for too long. */
  close(): Promise<SocketsReport>;
}

export interface SocketsReport {
  opened: number;
  /** Why, for each socket that did not last until the end. */
  cut: string[];
  pongs: number;
}

const OPENING_MS = 10_000;
const PING_EVERY_MS = 500;
const LONGEST_SILENCE_MS = 5_000;

interface Held {
  socket: WebSocket;
  lastPongMs: number;
  cut?: string;
}

/**
 * Opens `count` WebSockets and pings each twice a second (RFC 6455, section 5.5.2).
 *
 * @throws Fault `drill-web-socket-refused` when one does not open; none is left then.
 */
export async function holdSockets(
  url: URL,
  count: number,
  headers: Record<string, string>,
): Promise<HeldSockets> {
  const results = await Promise.allSettled(Array.from({ length: count }, () => open(url, headers)));
  const held = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  const failed = results.find((result) => result.status === "rejected");
  if (failed) {
    for (const { socket } of held) socket.terminate();
    throw notOpened(url, failed.reason);
  }
  let pongs = 0;
  for (const one of held) watch(one, () => pongs++);
  const timer = setInterval(() => {
    for (const { socket, cut } of held) if (!cut) socket.ping();
  }, PING_EVERY_MS);
  return {
    async close() {
      clearInterval(timer);
      const cut = held.flatMap((one) => whyCut(one) ?? []);
      for (const { socket } of held) socket.terminate();
      return { opened: held.length, cut, pongs };
    },
  };
}

function open(url: URL, headers: Record<string, string>): Promise<Held> {
  const socket = new WebSocket(url, { headers, handshakeTimeout: OPENING_MS });
  return new Promise((resolve, reject) => {
    socket.once("open", () => resolve({ socket, lastPongMs: performance.now() }));
    socket.once("unexpected-response", (_request, { statusCode }) => {
      reject(new Error(`HTTP ${statusCode} instead of a WebSocket`));
    });
    socket.once("error", reject);
  });
}

function notOpened(url: URL, cause: unknown): Fault {
  return new Fault({
    code: "drill-web-socket-refused",
    outcome: "validation",
    summary: `No WebSocket opens at ${url}: ${whyNoAnswer(cause)}`,
    next: "--websocket-path PATH names another path, --sockets 0 drills without WebSockets",
    cause,
  });
}

function watch(held: Held, ponged: () => void): void {
  held.socket.on("pong", () => {
    held.lastPongMs = performance.now();
    ponged();
  });
  held.socket.on("error", (error) => {
    held.cut ??= error.message;
  });
  held.socket.on("close", (code) => {
    held.cut ??= `closed with ${code}`;
  });
}

function whyCut({ cut, lastPongMs }: Held): string | undefined {
  if (cut) return cut;
  const silentMs = performance.now() - lastPongMs;
  return silentMs > LONGEST_SILENCE_MS ? `no pong for ${(silentMs / 1000).toFixed(1)} s` : undefined;
}
