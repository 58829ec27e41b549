import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { Redis } from "ioredis";
import { type ClientOptions, WebSocket } from "ws";
import { Tokens } from "../../../backend/src/auth/tokens.ts";
import { Sessions } from "../../../backend/src/cache/sessions.ts";
import { startServers } from "./servers.ts";

const DEADLINE_MS = 5000;

export interface Reply {
  status: number;
  headers: Headers;
  text: string;
  body: ReplyBody;
}

interface StoredMessage {
  id: string;
  role: string;
  content: string;
  agent: string | null;
  responder: string | null;
}

/** The fields that tests look at in the JSON bodies of all endpoints together. */
export interface ReplyBody {
  error: { code: string; message: string; details: { path: string }[] };
  id: string;
  token: string;
  access_token: string;
  expires_in: number;
  agents: { name: string }[];
  messages: StoredMessage[];
  response: StoredMessage;
  status: string;
  systems: Record<string, string>;
  webSockets: number;
  openapi: string;
  paths: Record<string, Record<string, { requestBody?: object }>>;
}

/** One request with an optional token and JSON body. */
export async function request(
  url: string,
  { token, ...init }: { method?: string; body?: object; token?: string } = {},
): Promise<Reply> {
  const response = await fetch(url, {
    method: init.method ?? (init.body ? "POST" : "GET"),
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(init.body && { "content-type": "application/json" }),
    },
    ...(init.body && { body: JSON.stringify(init.body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.startsWith("application/json");
  const body = (isJson ? JSON.parse(text) : {}) as ReplyBody;
  return { status: response.status, headers: response.headers, text, body };
}

let users = 0;

/** A fresh user of the backend, logged in. */
export async function logIn(url: string): Promise<{ token: string; email: string; password: string }> {
  users += 1;
  const credentials = {
    email: `user-${process.pid}-${users}@example.org`,
    password: "correct horse battery",
  };
  await request(`${url}/api/auth/register`, { body: credentials });
  const { status, body } = await request(`${url}/api/auth/login`, { body: credentials });
  if (status !== 200) throw new Error(`login answered ${status} ${JSON.stringify(body)}`);
  return { token: body.token, ...credentials };
}

/**
 * A token with an open session, made without the hashing of a real login: for tests of what comes after it.
 */
export async function openSession(ttlSeconds = 600): Promise<string> {
  const { REDIS_HOST, REDIS_PORT, JWT_SECRET_KEY = "", SERVICE_SECRET = "" } = await startServers();
  const redis = new Redis({ host: REDIS_HOST ?? "", port: Number(REDIS_PORT) });
  const [userId, sessionId] = [randomUUID(), randomUUID()];
  await new Sessions(redis, ttlSeconds).open(sessionId, `user:${userId}`);
  redis.disconnect();
  return new Tokens(JWT_SECRET_KEY, SERVICE_SECRET, ttlSeconds).forUser(userId, sessionId);
}

export type Event = { type: string; [field: string]: unknown };

/** An open WebSocket that remembers what it received. */
export class EventSocket {
  readonly socket: WebSocket;
  readonly events: Event[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on("message", (data) => this.events.push(JSON.parse(data.toString()) as Event));
    this.closed = once(socket, "close").then(([code, reason]) => ({ code, reason: String(reason) }));
  }

  static async open(url: string, token: string, options: ClientOptions = {}): Promise<EventSocket> {
    const headers = { authorization: `Bearer ${token}` };
    const socket = new WebSocket(`${url.replace("http", "ws")}/ws`, ["netra.v1"], { headers, ...options });
    const opened = new EventSocket(socket);
    await once(socket, "open");
    await opened.received("status_update");
    return opened;
  }

  send(message: object): void {
    this.socket.send(JSON.stringify(message));
  }

  types(): string[] {
    return this.events.map(({ type }) => type);
  }

  async received(type: string): Promise<Event> {
    const deadline = Date.now() + DEADLINE_MS;
    for (;;) {
      const found = this.events.find((event) => event.type === type);
      if (found) return found;
      if (Date.now() > deadline) throw new Error(`no ${type} event; received: ${this.types().join(", ")}`);
      await delay(5);
    }
  }
}

/** The HTTP answer to an upgrade that is refused; fails when it is granted. */
export function refusedUpgrade(
  url: string,
  protocols: string[] = [],
  headers: Record<string, string> = {},
): Promise<{ status: number; body: string }> {
  const socket = new WebSocket(`${url.replace("http", "ws")}/ws`, protocols, { headers });
  return new Promise((resolve, reject) => {
    socket.once("open", () => reject(new Error("the upgrade was granted")));
    socket.once("error", reject);
    socket.once("unexpected-response", async (_request, response) => {
      const chunks = await response.toArray();
      resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() });
    });
  });
}
