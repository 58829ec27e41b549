import type pg from "pg";
import type { Logger } from "pino";
import { AGENTS } from "../agents/registry.ts";
import { deterministicResponder } from "../agents/responder.ts";
import type { Tokens } from "../auth/tokens.ts";
import { addMessage } from "../database/messages.ts";
import { createThread } from "../database/threads.ts";
import { inTransaction } from "../database/transaction.ts";
import type { EventType } from "../websocket/events.ts";
import { runAgent } from "./agent-bridge.ts";

const SERVICE = "netra-backend";
const EXPECTED: EventType[] = ["agent_started", "agent_thinking", "tool_executing", "tool_completed"];

/**
 * Walks the path of a message as this service itself: a service token signed and verified, a thread and a
 * message written and taken back. Rejects at the first step that fails.
 */
export async function checkChatPipeline(pool: pg.Pool, tokens: Tokens, logger?: Logger): Promise<void> {
  const { token } = await tokens.forService(SERVICE);
  const { id: principal } = await tokens.verify(token);
  const walk = async (client: pg.PoolClient) => {
    const { id: threadId } = await createThread(client, principal, "self-check");
    await addMessage(client, { threadId, role: "user", content: "self-check" });
  };
  await inTransaction(pool, walk, "ROLLBACK");
  logger?.info("Database session created with service-to-service authentication");
  logger?.info("Thread creation working");
  logger?.info(`Request-scoped session completed successfully for user_id='${principal}'`);
}

/** Lets every agent answer once, deterministically, and compares its events with the contract. */
export async function checkAgentBridge(): Promise<void> {
  for (const agent of AGENTS) {
    const seen: EventType[] = [];
    const answer = await runAgent(agent, "self-check", deterministicResponder, (type) => seen.push(type));
    if (!answer || seen.join() !== EXPECTED.join()) {
      throw new Error(`agent ${agent.name}: ${seen.join(", ")} instead of ${EXPECTED.join(", ")}`);
    }
  }
}
