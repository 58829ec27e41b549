import assert from "node:assert/strict";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import websocket from "@fastify/websocket";
import { type FastifyInstance, fastify } from "fastify";
import { pino } from "pino";
import { WebSocket } from "ws";
import { type FaultName, faultNamed } from "../../backend/src/faults/gallery.ts";
import { createEvent } from "../../backend/src/websocket/events.ts";

describe("a fault of the gallery", () => {
  let app: FastifyInstance;
  let open: Set<unknown>;
  beforeEach(() => {
    app = fastify();
  });
  afterEach(() => app.close());

  /** A server that greets with an event and counts its sockets, as the backend does. */
  async function listening(name: FaultName): Promise<string> {
    faultNamed(name).server?.(app);
    await app.register(websocket);
    open = new Set();
    app.get("/", async () => "fine");
    app.get("/health", async () => "fine");
    app.get("/api/agents", async () => "fine");
    app.get("/ws", { websocket: true, onRequest: refuse }, (socket) => {
      open.add(socket);
      socket.once("close", () => open.delete(socket));
      socket.send(JSON.stringify(createEvent("status_update", { status: "connected" })));
    });
    await app.listen({ port: 0, host: "127.0.0.1" });
    return `127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  }

  it("is none where none is named", () => assert.deepEqual(faultNamed(undefined), {}));

  it("turns the WebSocket's 401 into 500, and leaves who has a token alone", async () => {
    const address = await listening("websocket-500");
    assert.equal((await fetch(`http://${address}/ws`)).status, 500);
    assert.equal((await fetch(`http://${address}/`)).status, 200);
    const socket = await opened(address);
    socket.terminate();
  });

  it("takes one route away", async () => {
    const address = await listening("route-missing");
    assert.equal((await fetch(`http://${address}/api/agents`)).status, 404);
    assert.equal((await fetch(`http://${address}/`)).status, 200);
  });

  it("makes answers wait, but not those of health paths", async () => {
    const address = await listening("slow-answers");
    const milliseconds = async (path: string) => {
      const startedAt = performance.now();
      await (await fetch(`http://${address}${path}`)).text();
      return performance.now() - startedAt;
    };
    await milliseconds("/health");
    assert.ok((await milliseconds("/")) >= 295);
    const answers = await Promise.all([milliseconds("/health"), milliseconds("/")]);
    assert.ok((answers[0] ?? 0) < (answers[1] ?? 0));
  });

  it("sends event types as objects", async () => {
    const socket = new WebSocket(`ws://${await listening("enum-objects")}/ws`, { headers: SIGNED_IN });
    const [text] = await once(socket, "message");
    assert.deepEqual(JSON.parse(String(text)).type, { name: "STATUS_UPDATE", value: "status_update" });
    socket.terminate();
  });

  it("keeps connections that were closed, until the server ends", async () => {
    const address = await listening("leaking-connections");
    const sockets = await Promise.all([opened(address), opened(address)]);
    for (const socket of sockets) socket.close();
    await Promise.all(sockets.map((socket) => once(socket, "close")));
    assert.equal(open.size, 2);
    await app.close();
    assert.equal(open.size, 0);
  });

  it("logs nothing from the start on", async () => {
    const logger = pino({ level: "info" }, { write: () => assert.fail("it logged") });
    await faultNamed("silent-start").start?.(logger);
    logger.fatal("nobody hears this");
  });

  it("ends a start, or listens elsewhere", async () => {
    assert.throws(
      () => faultNamed("crash-on-boot").start?.(pino({ enabled: false })),
      /FAULT is crash-on-boot/,
    );
    assert.deepEqual(
      [faultNamed("wrong-port").port?.(8000), faultNamed("wrong-port").port?.(65535)],
      [8001, 65534],
    );
  });
});

const SIGNED_IN = { authorization: "Bearer anything" };

async function refuse({ headers }: { headers: { authorization?: string } }): Promise<void> {
  if (!headers.authorization) throw Object.assign(new Error("no token"), { statusCode: 401 });
}

async function opened(address: string): Promise<WebSocket> {
  const socket = new WebSocket(`ws://${address}/ws`, { headers: SIGNED_IN });
  await once(socket, "open");
  return socket;
}
