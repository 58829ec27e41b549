import assert from "node:assert/strict";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { WebSocket } from "ws";
import { BackendProcess } from "./backend-process.ts";
import { EventSocket, openSession, refusedUpgrade, request } from "./client.ts";

describe("the backend's WebSocket", () => {
  let backend: BackendProcess;
  before(async () => {
    backend = await BackendProcess.start();
  });
  after(() => backend[Symbol.asyncDispose]());

  it("is refused with 401 before the upgrade without a token, or with a wrong one", async () => {
    const without = await refusedUpgrade(backend.url, ["netra.v1"]);
    assert.equal(without.status, 401);
    assert.equal(JSON.parse(without.body).error.code, "NO_TOKEN");
    const wrong = await refusedUpgrade(backend.url, [], { authorization: "Bearer a.b.c" });
    assert.equal(wrong.status, 401);
    assert.equal((await refusedUpgrade(backend.url, ["netra.v1", "jwt.a.b.c"])).status, 401);
  });

  it("takes the token as a subprotocol and never sends it back", async () => {
    const token = await openSession();
    const socket = new WebSocket(`${backend.url.replace("http", "ws")}/ws`, [`jwt.${token}`, "netra.v1"]);
    await once(socket, "open");
    assert.equal(socket.protocol, "netra.v1");
    socket.close();
    assert.equal((await refusedUpgrade(backend.url, [`jwt.${token}`])).status, 400);
  });

  it("answers ping with pong", async () => {
    const socket = await EventSocket.open(backend.url, await openSession());
    socket.send({ type: "ping" });
    assert.match(String((await socket.received("pong")).timestamp), /^\d{4}-\d\d-\d\dT/);
    socket.socket.close();
  });

  it("keeps users apart: neither events nor threads of one reach the other", async () => {
    const [ada, bob] = await Promise.all([openSession(), openSession()]);
    const adas = await EventSocket.open(backend.url, ada);
    const bobs = await EventSocket.open(backend.url, bob);
    adas.send({ type: "execute_agent", message: "Hello" });
    const { threadId } = await adas.received("agent_completed");
    bobs.send({ type: "execute_agent", message: "Hello", threadId });
    assert.equal((await bobs.received("error_occurred")).code, "THREAD_NOT_FOUND");
    assert.deepEqual(bobs.types(), ["status_update", "error_occurred"]);
    adas.socket.close();
    bobs.socket.close();
  });

  it("passes progress on to the user's other sockets and stores a complete response", async () => {
    const token = await openSession();
    const [worker, browser] = [
      await EventSocket.open(backend.url, token),
      await EventSocket.open(backend.url, token),
    ];
    const { body: thread } = await request(`${backend.url}/api/threads`, { token, body: {} });
    worker.send({ type: "tool_executing", threadId: thread.id, tool: "search" });
    worker.send({ type: "agent_completed", threadId: thread.id, response: "Found it", agent: "remote" });
    assert.equal((await browser.received("agent_completed")).response, "Found it");
    assert.deepEqual(browser.types(), ["status_update", "tool_executing", "agent_completed"]);
    const { body } = await request(`${backend.url}/api/threads/${thread.id}/messages`, { token });
    assert.equal(body.messages[0]?.content, "Found it");
    assert.equal(body.messages[0]?.responder, "external");
    worker.socket.close();
    browser.socket.close();
  });

  it("stays open after a message it cannot take, and closes on binary or oversized ones", async () => {
    const token = await openSession();
    const socket = await EventSocket.open(backend.url, token);
    socket.socket.send("{");
    assert.equal((await socket.received("error_occurred")).code, "INVALID_JSON");
    socket.send({ type: "ping" });
    await socket.received("pong");
    socket.socket.send(Buffer.from([1, 2, 3]));
    assert.deepEqual(await socket.closed, { code: 1003, reason: "text messages only" });
    const second = await EventSocket.open(backend.url, token);
    second.socket.send("x".repeat(1024 * 1024 + 1));
    assert.equal((await second.closed).code, 1009);
  });

  it("drops peers that no longer answer pings, and counts none that are gone", async () => {
    await using strict = await BackendProcess.start({ WS_HEARTBEAT_SECONDS: "0.2" });
    const token = await openSession();
    const silent = await EventSocket.open(strict.url, token, { autoPong: false });
    assert.equal((await silent.closed).code, 1006);
    const deadline = Date.now() + 5000;
    for (;;) {
      const { webSockets } = (await request(`${strict.url}/health`)).body;
      if (webSockets === 0) break;
      assert.ok(Date.now() < deadline, `${webSockets} WebSockets still counted`);
      await delay(20);
    }
  });

  it("is closed with 1008 at logout, wherever that happens, and when the token expires", async () => {
    await using other = await BackendProcess.start({ WS_HEARTBEAT_SECONDS: "0.2" });
    const ada = await openSession();
    const leaving = await EventSocket.open(other.url, ada);
    await request(`${backend.url}/api/auth/logout`, { method: "POST", token: ada });
    assert.deepEqual(await leaving.closed, { code: 1008, reason: "session closed" });
    const bob = await openSession(1);
    const expiring = await EventSocket.open(other.url, bob);
    assert.deepEqual(await expiring.closed, { code: 1008, reason: "token expired" });
  });
});
