import type { IncomingMessage } from "node:http";
import { WebSocket } from "ws";
import type { CheckContext } from "../check.ts";
import type { SocketEvidence } from "../result/evidence.ts";
import { whyNoAnswer } from "./ask.ts";

export interface SocketOptions {
  path: string;
  protocols?: string[];
  /** Goes into the Authorization header. */
  bearer?: string;
}

/** A message as it came over the wire; `data` is undefined where it is no JSON. */
export interface Received {
  text: string;
  data: unknown;
}

/** A WebSocket to the service that remembers what went over it, refused ones included. */
export interface EventSocket {
  /** HTTP status of the answer to the upgrade, 101 where it was taken; undefined where none came. */
  readonly status: number | undefined;
  readonly protocol: string;
  readonly received: readonly Received[];
  readonly closeCode: number | undefined;
  send(message: object | string): void;
  /** Resolves with the first message that fits, already here or still to come; undefined after the deadline. */
  message(fits: (message: Received) => boolean, milliseconds?: number): Promise<Received | undefined>;
  /** Resolves with the close code once the other side has closed; undefined after the deadline. */
  closedByPeer(milliseconds: number): Promise<number | undefined>;
  close(): Promise<void>;
  evidence(): SocketEvidence;
}

const OPENING_MILLISECONDS = 10_000;
const MESSAGE_MILLISECONDS = 8000;
const CLOSING_MILLISECONDS = 2000;
const SHOWN_MESSAGES = 30;
const SHOWN_LENGTH = 400;

interface State {
  status: number | undefined;
  error: string | undefined;
  closeCode: number | undefined;
  closeReason: string;
  received: Received[];
  transcript: SocketEvidence["messages"];
  /** Told of every change. */
  waiting: Set<() => void>;
}

/** Opens a WebSocket; one that is refused comes back with the status that it was refused with. */
export async function openSocket(context: CheckContext, options: SocketOptions): Promise<EventSocket> {
  const url = new URL(options.path, context.url.replace(/^http/, "ws")).href;
  const headers = options.bearer === undefined ? {} : { authorization: `Bearer ${options.bearer}` };
  const socket = new WebSocket(url, options.protocols ?? [], {
    ...{ headers, handshakeTimeout: OPENING_MILLISECONDS },
  });
  const state: State = {
    ...{ status: undefined, error: undefined, closeCode: undefined, closeReason: "" },
    ...{ received: [], transcript: [], waiting: new Set() },
  };
  const startedAt = performance.now();
  const note = (direction: "sent" | "received", text: string) =>
    state.transcript.push({ direction, milliseconds: Math.round(performance.now() - startedAt), text });
  const stop = () => socket.terminate();
  context.signal.addEventListener("abort", stop, { once: true });
  socket.once("close", () => context.signal.removeEventListener("abort", stop));
  await opened(socket, state, note);
  return eventSocket({ url, socket, state, note, context, offered: options.protocols ?? [] });
}

type Note = (direction: "sent" | "received", text: string) => void;

function opened(socket: WebSocket, state: State, note: Note): Promise<void> {
  const changed = () => {
    for (const look of state.waiting) look();
  };
  socket.on("message", (data) => {
    const text = data.toString();
    note("received", text);
    state.received.push({ text, data: jsonOf(text) });
    changed();
  });
  socket.on("close", (code, reason) => {
    state.closeCode = code;
    state.closeReason = reason.toString();
    changed();
  });
  return new Promise((resolve) => {
    socket.once("open", () => {
      state.status = 101;
      resolve();
    });
    socket.once("unexpected-response", (_request, response: IncomingMessage) => {
      state.status = response.statusCode;
      response.destroy();
      socket.terminate();
      resolve();
    });
    socket.on("error", (error) => {
      state.error ??= state.status === undefined ? whyNoAnswer(error) : undefined;
      resolve();
    });
  });
}

interface Opened {
  url: string;
  socket: WebSocket;
  state: State;
  note: Note;
  context: CheckContext;
  offered: string[];
}

function eventSocket({ url, socket, state, note, context, offered }: Opened): EventSocket {
  const until = <T>(look: () => T | undefined, milliseconds: number) =>
    awaited(state, look, context.clock.pause(milliseconds));
  const closedByPeer = (milliseconds: number) => until(() => state.closeCode, milliseconds);
  return {
    get status() {
      return state.status;
    },
    get protocol() {
      return socket.protocol;
    },
    get closeCode() {
      return state.closeCode;
    },
    received: state.received,
    send(message) {
      const text = typeof message === "string" ? message : JSON.stringify(message);
      note("sent", text);
      socket.send(text);
    },
    message: (fits, milliseconds = MESSAGE_MILLISECONDS) =>
      until(() => state.received.find(fits), milliseconds),
    closedByPeer,
    async close() {
      if (socket.readyState === WebSocket.OPEN) {
        socket.close(1000);
        await closedByPeer(CLOSING_MILLISECONDS);
      }
      socket.terminate();
    },
    evidence: () => evidenceOf({ url, socket, state, note, context, offered }),
  };
}

/** What `look` finds, now or after any change; undefined when the time is over. */
function awaited<T>(
  { waiting }: State,
  look: () => T | undefined,
  deadline: Promise<void>,
): Promise<T | undefined> {
  return new Promise((resolve) => {
    const end = (value: T | undefined) => {
      waiting.delete(again);
      resolve(value);
    };
    const again = () => {
      const value = look();
      if (value !== undefined) end(value);
    };
    waiting.add(again);
    again();
    // Ended by Ctrl-C it comes to the same here; the check's own signal says why.
    deadline.then(
      () => end(undefined),
      () => end(undefined),
    );
  });
}

function evidenceOf({ url, socket, state, context, offered }: Opened): SocketEvidence {
  const { status, error, closeCode, closeReason, transcript } = state;
  return {
    kind: "websocket",
    url,
    offered: offered.map((protocol) => (/^(jwt|token|bearer)\./.test(protocol) ? "[redacted]" : protocol)),
    ...(status === undefined ? {} : { status }),
    ...(socket.protocol ? { protocol: socket.protocol } : {}),
    messages: transcript
      .slice(0, SHOWN_MESSAGES)
      .map((message) => ({ ...message, text: context.redact(message.text).slice(0, SHOWN_LENGTH) })),
    ...(closeCode === undefined || status !== 101 ? {} : { closeCode, closeReason }),
    ...(error === undefined ? {} : { error }),
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
