import assert from "node:assert/strict";
import { AGENTS, findAgent } from "../../backend/src/agents/registry.ts";
import { deterministicResponder } from "../../backend/src/agents/responder.ts";
import { runAgent } from "../../backend/src/chat/agent-bridge.ts";
import { checkAgentBridge } from "../../backend/src/chat/self-check.ts";

const answers: [agent: string, text: string, answer: string][] = [
  ["triage", "Why is our bill so high?", "This request is about cost."],
  ["triage", "It is slow and it fails.", "This request is about latency and reliability."],
  ["triage", "Good morning", "This request is about general."],
  ["data", "Latency went from 120 to 480.5 ms", "Numbers found: 2, from 120 to 480.5, mean 300.25."],
  ["data", "none", "There are no numbers in this request."],
  ["reporting", "Deploy is green. All is well.", '"Deploy is green.": 2 sentence(s), 6 word(s).'],
];

describe("the agents", () => {
  for (const [name, text, answer] of answers) {
    it(`${name} answers "${text}" the same every time`, async () => {
      const agent = findAgent(name);
      assert(agent);
      const events: string[] = [];
      const emit = (type: string) => events.push(type);
      assert.equal(await runAgent(agent, text, deterministicResponder, emit), answer);
      assert.deepEqual(events, ["agent_started", "agent_thinking", "tool_executing", "tool_completed"]);
    });
  }

  it("pass the bridge's own check", () => checkAgentBridge());

  it("are found by name, the first without one", () => {
    assert.equal(findAgent(undefined), AGENTS[0]);
    assert.equal(findAgent("nobody"), undefined);
  });
});
