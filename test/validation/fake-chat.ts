import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import { CHAT } from "../../validation/contracts/chat.ts";

/** What the fake does wrong; with none it is as the reference backend should be. */
export interface ChatFaults {
  /** The upgrade without a token is answered with 500. */
  refusesWith500?: boolean;
  /** Event types go out as objects, as a serialised enum does. */
  enumObjects?: boolean;
  missingRoute?: string;
  /** Closed sockets stay counted. */
  leaksSockets?: boolean;
  down?: "Database" | "Redis";
  /** Every n-th answer is 500. */
  failsEach?: number;
  answersAfterMilliseconds?: number;
  /** Events go to everybody. */
  tellsEverybody?: boolean;
  forgetsMessages?: boolean;
  echoesToken?: boolean;
  dropsType?: string;
}

export const CLIENT_SECRET = "client-secret-of-the-fake";

interface Thread {
  owner: string;
  messages: { id: string; role: string; content: string }[];
}

/** The reference backend as far as its checks look, on the loopback and in memory. */
export class FakeChat implements AsyncDisposable {
  readonly #faults: ChatFaults;
  readonly #users = new Map<string, string>();
  readonly #threads = new Map<string, Thread>();
  readonly #sockets = new Map<WebSocket, string>();
  readonly #server = createServer((request, response) => void this.#serve(request, response));
  #leaked = 0;
  #answers = 0;
  asked: string[] = [];

  private constructor(faults: ChatFaults) {
    this.#faults = faults;
  }

  static async start(faults: ChatFaults = {}): Promise<FakeChat> {
    const fake = new FakeChat(faults);
    fake.#upgrade();
    fake.#server.listen(0, "127.0.0.1");
    await once(fake.#server, "listening");
    return fake;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets.keys()) socket.terminate();
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? "/";
    this.asked.push(`${request.method} ${path}`);
    let text = "";
    for await (const chunk of request) text += chunk;
    this.#answers += 1;
    const { failsEach, missingRoute, answersAfterMilliseconds = 0 } = this.#faults;
    const { status, body } =
      failsEach && this.#answers % failsEach === 0
        ? { status: 500, body: error("INTERNAL") }
        : path === missingRoute
          ? { status: 404, body: error("NOT_FOUND") }
          : this.#answer(`${request.method} ${path}`, text === "" ? {} : JSON.parse(text), tokenOf(request));
    const type = typeof body === "string" ? "text/html" : "application/json";
    setTimeout(() => {
      response.writeHead(status, { "content-type": type });
      response.end(typeof body === "string" ? body : JSON.stringify(body));
    }, answersAfterMilliseconds);
  }

  #answer(route: string, body: Record<string, string>, token: string): { status: number; body: unknown } {
    if (route === "GET /") return { status: 200, body: { message: "Welcome to Netra API" } };
    if (route === "GET /docs") return { status: 200, body: "<html>docs</html>" };
    if (route === "GET /health") return this.#health();
    if (route === `POST ${CHAT.registerPath}`) return { status: 201, body: {} };
    if (route === `POST ${CHAT.loginPath}`) return { status: 200, body: this.#logIn(`user:${body.email}`) };
    if (route === `POST ${CHAT.serviceTokenPath}`) return this.#serviceToken(body);
    const owner = this.#users.get(token);
    if (owner === undefined) return { status: 401, body: error("NO_TOKEN") };
    if (route === `GET ${CHAT.agentsPath}`) return { status: 200, body: { agents: [{ name: "data" }] } };
    return this.#threadAnswer(route, body, owner);
  }

  #threadAnswer(route: string, body: Record<string, string>, owner: string) {
    if (route === `GET ${CHAT.threadsPath}`) return { status: 200, body: { threads: [] } };
    if (route === `POST ${CHAT.threadsPath}`) {
      const id = randomUUID();
      this.#threads.set(id, { owner, messages: [] });
      return { status: 201, body: { id, title: body.title } };
    }
    const [, method, id = ""] = /^(GET|POST) \/api\/threads\/(.+)\/messages$/.exec(route) ?? [];
    const thread = this.#threads.get(id);
    if (!thread || thread.owner !== owner) return { status: 404, body: error("THREAD_NOT_FOUND") };
    if (method === "GET") return { status: 200, body: { messages: thread.messages } };
    const message = { id: randomUUID(), role: "user", content: body.message };
    return { status: 201, body: { message, response: this.#run(owner, id) } };
  }

  #health() {
    const state = (name: string) => (this.#faults.down === name ? "down" : "operational");
    const systems = { Database: state("Database"), Redis: state("Redis") };
    const { down } = this.#faults;
    const webSockets = this.#sockets.size + this.#leaked;
    const report = {
      systems,
      webSockets,
      revision: "backend-b",
      reasons: down ? [`${down}: ECONNREFUSED`] : [],
    };
    return { status: down ? 503 : 200, body: { status: down ? "unhealthy" : "healthy", ...report } };
  }

  #logIn(user: string) {
    const token = `opaque-${randomUUID()}`;
    this.#users.set(token, user);
    return { token, tokenType: "Bearer" };
  }

  #serviceToken({ client_secret }: Record<string, string>) {
    if (client_secret !== CLIENT_SECRET) return { status: 401, body: error("INVALID_CLIENT") };
    return {
      status: 200,
      body: { access_token: this.#logIn("service:validation").token, token_type: "Bearer" },
    };
  }

  #upgrade(): void {
    const sockets = new WebSocketServer({
      noServer: true,
      handleProtocols: (offered) =>
        this.#faults.echoesToken
          ? ([...offered].at(-1) ?? false)
          : offered.has(CHAT.subprotocol) && CHAT.subprotocol,
    });
    this.#server.on("upgrade", (request, socket, head) => {
      const owner = this.#users.get(tokenOf(request));
      if (owner !== undefined) {
        return sockets.handleUpgrade(request, socket, head, (opened) => this.#converse(opened, owner));
      }
      const status = this.#faults.refusesWith500 ? "500 Internal Server Error" : "401 Unauthorized";
      socket.end(`HTTP/1.1 ${status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`);
    });
  }

  #converse(socket: WebSocket, owner: string): void {
    this.#sockets.set(socket, owner);
    socket.on("close", () => {
      this.#sockets.delete(socket);
      if (this.#faults.leaksSockets) this.#leaked += 1;
    });
    socket.on("message", (data) => {
      try {
        this.#take(JSON.parse(data.toString()), owner, socket);
      } catch {
        this.#tell(owner, "error_occurred", { code: "INVALID_JSON" });
      }
    });
    this.#tell(owner, "status_update", { status: "connected" });
  }

  #take(message: Record<string, string>, owner: string, socket: WebSocket): void {
    const { type = "", threadId = this.#open(owner), ...fields } = message;
    if (type === this.#faults.dropsType) return;
    if (type === "ping") {
      socket.send(JSON.stringify({ type: "pong", timestamp: new Date().toISOString() }));
      return;
    }
    if (type === "execute_agent" || type === "agent_started") return void this.#run(owner, threadId);
    if (type === "agent_completed") this.#store(threadId, message.response ?? "");
    this.#tell(owner, type, { threadId, ...fields });
  }

  #open(owner: string): string {
    const id = randomUUID();
    this.#threads.set(id, { owner, messages: [] });
    return id;
  }

  #run(owner: string, threadId: string) {
    const response = this.#store(threadId, "The mean is 5.");
    for (const type of CHAT.goldenPath) {
      this.#tell(owner, type, {
        threadId,
        ...(type === "agent_completed" ? { response: response.content } : {}),
      });
    }
    return response;
  }

  #store(threadId: string, content: string) {
    const response = { id: randomUUID(), role: "assistant", content };
    if (!this.#faults.forgetsMessages) this.#threads.get(threadId)?.messages.push(response);
    return response;
  }

  #tell(owner: string, type: string, fields: object): void {
    const shown = this.#faults.enumObjects ? { value: type } : type;
    const text = JSON.stringify({ type: shown, timestamp: new Date().toISOString(), ...fields });
    for (const [socket, of] of this.#sockets)
      if (of === owner || this.#faults.tellsEverybody) socket.send(text);
  }
}

function tokenOf({ headers }: IncomingMessage): string {
  const offered = (headers["sec-websocket-protocol"] ?? "").split(",").map((protocol) => protocol.trim());
  const subprotocol = offered.find((protocol) => protocol.startsWith(CHAT.tokenPrefix));
  return (
    /^Bearer (.+)$/.exec(headers.authorization ?? "")?.[1] ??
    subprotocol?.slice(CHAT.tokenPrefix.length) ??
    ""
  );
}

function error(code: string): object {
  return { error: { code, message: code } };
}
