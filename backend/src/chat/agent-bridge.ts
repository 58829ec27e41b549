import type { Agent } from "../agents/agent.ts";
import type { Responder } from "../agents/responder.ts";
import type { EventType } from "../websocket/events.ts";

/** Tells the user's sockets how far the run is. */
export type Emit = (type: EventType, fields?: Record<string, unknown>) => void;

/**
 * Runs an agent on a text: agent_started, agent_thinking, tool_executing, tool_completed, then the answer.
 * The caller announces agent_completed once the answer is stored.
 */
export async function runAgent(
  agent: Agent,
  text: string,
  responder: Responder,
  emit: Emit,
): Promise<string> {
  emit("agent_started");
  emit("agent_thinking", { thought: agent.description });
  emit("tool_executing", { tool: agent.tool.name });
  const result = agent.tool.run(text);
  emit("tool_completed", { tool: agent.tool.name, result });
  return responder.answer({ agent, text, result });
}
