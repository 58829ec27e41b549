import assert from "node:assert/strict";
import { parseClientMessage } from "../../backend/src/websocket/client-message.ts";
import { EVENT_TYPES } from "../../backend/src/websocket/events.ts";
import { type MessageActions, routeMessage, titleOf } from "../../backend/src/websocket/message-router.ts";

const threadId = "7f0f9b1e-6f1c-4a51-8f0e-0b8f5c0c1a11";

function recordingActions(): { calls: unknown[][]; actions: MessageActions } {
  const calls: unknown[][] = [];
  const stored = { id: "stored", role: "assistant", content: "", agent: null, responder: null, runId: null };
  return {
    calls,
    actions: {
      ask: async (...call) => calls.push(["ask", ...call]),
      openThread: async (...call) => {
        calls.push(["openThread", ...call]);
        return { id: "new-thread" };
      },
      record: async (...call) => {
        calls.push(["record", ...call]);
        return { ...stored, role: "assistant", createdAt: new Date(0) };
      },
      deliver: (principal, { timestamp: _, ...event }) => calls.push(["deliver", principal, event]),
    },
  };
}

async function callsFor(message: object): Promise<unknown[][]> {
  const parsed = parseClientMessage(JSON.stringify(message));
  assert("message" in parsed && parsed.message.type !== "ping");
  const { calls, actions } = recordingActions();
  await routeMessage("user:ada", parsed.message, actions);
  return calls;
}

describe("message routing", () => {
  for (const type of ["execute_agent", "agent_started"]) {
    it(`${type} starts an agent in the thread`, async () => {
      assert.deepEqual(await callsFor({ type, threadId, message: "Hello", agent: "data" }), [
        ["ask", "user:ada", { threadId, text: "Hello", agentName: "data" }],
      ]);
    });
  }

  it("execute_agent without a thread opens one, titled by the message", async () => {
    assert.deepEqual(await callsFor({ type: "execute_agent", message: "Hello" }), [
      ["openThread", "user:ada", "Hello"],
      ["ask", "user:ada", { threadId: "new-thread", text: "Hello", agentName: undefined }],
    ]);
    assert.equal(titleOf("x".repeat(100)).length, 80);
  });

  for (const type of ["agent_thinking", "tool_executing", "tool_completed"]) {
    it(`${type} is progress and goes on to the same user's sockets`, async () => {
      assert.deepEqual(await callsFor({ type, threadId, tool: "search" }), [
        ["deliver", "user:ada", { type, threadId, tool: "search" }],
      ]);
    });
  }

  it("agent_completed is the complete response, stored before it goes on", async () => {
    const message = { type: "agent_completed", threadId, response: "Done", agent: "remote" };
    const record = { threadId, role: "assistant", content: "Done", responder: "external", agent: "remote" };
    assert.deepEqual(await callsFor(message), [
      ["record", "user:ada", record],
      ["deliver", "user:ada", { ...message, messageId: "stored" }],
    ]);
  });

  it("has seven event types, all of which a client may send as well", () => {
    assert.equal(EVENT_TYPES.length, 7);
    const fields = { threadId, message: "m", response: "r", status: "s" };
    for (const type of EVENT_TYPES) {
      assert("message" in parseClientMessage(JSON.stringify({ type, ...fields })), type);
    }
  });

  it("refuses what is not JSON, of unknown type or incomplete, and says what is wrong", () => {
    const problemOf = (text: string) => {
      const parsed = parseClientMessage(text);
      return "problem" in parsed ? parsed.problem : undefined;
    };
    assert.deepEqual(problemOf("{"), { code: "INVALID_JSON", message: "The message is not JSON." });
    assert.equal(problemOf('{"type":"dance"}')?.code, "INVALID_MESSAGE");
    assert.deepEqual(problemOf('{"type":"agent_thinking"}'), {
      code: "INVALID_MESSAGE",
      message: "threadId: Invalid input: expected string, received undefined",
    });
  });
});
