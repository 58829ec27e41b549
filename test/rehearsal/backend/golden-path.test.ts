import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import { BackendProcess } from "./backend-process.ts";
import { EventSocket, logIn, openSession, request } from "./client.ts";

const GOLDEN = ["agent_started", "agent_thinking", "tool_executing", "tool_completed", "agent_completed"];
const QUESTION = "Why did our bill go from 200 to 650?";
const ANSWER = "This request is about cost.";

describe("the backend's golden path", () => {
  let backend: BackendProcess;
  before(async () => {
    backend = await BackendProcess.start();
  });
  after(() => backend[Symbol.asyncDispose]());

  it("leads from login to an answer that is announced and stored", async () => {
    const { token } = await logIn(backend.url);
    const agents = await request(`${backend.url}/api/agents`, { token });
    assert.deepEqual(
      agents.body.agents.map(({ name }) => name),
      ["triage", "data", "reporting"],
    );
    const socket = await EventSocket.open(backend.url, token);
    const thread = await request(`${backend.url}/api/threads`, { token, body: { title: "Bill" } });
    assert.equal(thread.status, 201);
    const messages = `${backend.url}/api/threads/${thread.body.id}/messages`;
    const asked = await request(messages, { token, body: { message: QUESTION } });
    assert.equal(asked.status, 201);
    const completed = await socket.received("agent_completed");
    assert.deepEqual(socket.types(), ["status_update", ...GOLDEN]);
    assert.equal(completed.response, ANSWER);
    assert.equal(completed.responder, "deterministic");
    assert.equal(completed.messageId, asked.body.response.id);

    const stored = await request(messages, { token });
    assert.deepEqual(
      stored.body.messages.map(({ role, content, agent, responder }) => ({
        role,
        content,
        agent,
        responder,
      })),
      [
        { role: "user", content: QUESTION, agent: null, responder: null },
        { role: "assistant", content: ANSWER, agent: "triage", responder: "deterministic" },
      ],
    );
    socket.socket.close();
  });

  it("can be walked over the WebSocket alone", async () => {
    const token = await openSession();
    const socket = await EventSocket.open(backend.url, token);
    socket.send({ type: "execute_agent", message: QUESTION, agent: "data" });
    const completed = await socket.received("agent_completed");
    assert.equal(completed.response, "Numbers found: 2, from 200 to 650, mean 425.");
    const { body } = await request(`${backend.url}/api/threads/${completed.threadId}/messages`, { token });
    assert.equal(body.messages.length, 2);
    socket.socket.close();
  });

  it("reaches a socket that another instance holds", async () => {
    await using other = await BackendProcess.start();
    const token = await openSession();
    const socket = await EventSocket.open(other.url, token);
    const thread = await request(`${backend.url}/api/threads`, { token, body: {} });
    await request(`${backend.url}/api/threads/${thread.body.id}/messages`, {
      token,
      body: { message: QUESTION },
    });
    await socket.received("agent_completed");
    assert.deepEqual(socket.types(), ["status_update", ...GOLDEN]);
  });

  it("asks the language model when a key is configured, and says when it fails", async () => {
    const model = await languageModel();
    const LLM_BASE_URL = `http://127.0.0.1:${model.port}`;
    await using asking = await BackendProcess.start({
      LLM_API_KEY: "llm-key",
      LLM_MODEL: "small",
      LLM_BASE_URL,
    });
    const token = await openSession();
    const socket = await EventSocket.open(asking.url, token);
    const thread = await request(`${asking.url}/api/threads`, { token, body: {} });
    const messages = `${asking.url}/api/threads/${thread.body.id}/messages`;
    const good = await request(messages, { token, body: { message: QUESTION } });
    assert.equal(good.body.response.content, "A model's answer");
    assert.equal(good.body.response.responder, "llm");

    model.server.close();
    model.server.closeAllConnections();
    const failed = await request(messages, { token, body: { message: QUESTION } });
    assert.equal(failed.status, 502);
    assert.deepEqual(failed.body.error, { code: "AGENT_FAILED", message: "The agent could not answer." });
    assert.equal((await socket.received("error_occurred")).code, "AGENT_FAILED");
  });
});

/** Speaks as much of the chat completions API as the backend uses. */
async function languageModel(): Promise<{ server: Server; port: number }> {
  const server = createServer((incoming, response) => {
    const authorised = incoming.headers.authorization === "Bearer llm-key";
    response.writeHead(authorised ? 200 : 401, { "content-type": "application/json" });
    const completion = { choices: [{ message: { content: "A model's answer" } }] };
    response.end(JSON.stringify(incoming.url === "/models/small" ? { id: "small" } : completion));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { server, port: address.port };
}
