import { randomUUID } from "node:crypto";
import type pg from "pg";
import type { Logger } from "pino";
import { findAgent } from "../agents/registry.ts";
import type { Responder } from "../agents/responder.ts";
import { addMessage, type Message, type NewMessage } from "../database/messages.ts";
import { findThread } from "../database/threads.ts";
import { HttpFault } from "../http/http-fault.ts";
import { createEvent, type ServerEvent } from "../websocket/events.ts";
import { type Emit, runAgent } from "./agent-bridge.ts";

export interface ChatPipelineParts {
  pool: pg.Pool;
  responder: Responder;
  /** Sends an event to all sockets of a principal, on every instance. */
  deliver: (principal: string, event: ServerEvent) => void;
  logger: Logger;
}

export interface Question {
  threadId: string;
  text: string;
  agentName?: string | undefined;
}

/** From a user's message to the stored answer. */
export class ChatPipeline {
  readonly #parts: ChatPipelineParts;

  constructor(parts: ChatPipelineParts) {
    this.#parts = parts;
  }

  /**
   * Stores the message, runs the agent with its events, stores the answer, announces it. Resolves when that
   * is done: Cloud Run takes the CPU away between requests, so nothing may be left running after the reply.
   * Throws HttpFault 404 for an unknown thread or agent, 502 when no answer could be made; the latter is also
   * an error_occurred event.
   */
  async ask(principal: string, question: Question): Promise<{ message: Message; response: Message }> {
    const { pool, responder } = this.#parts;
    const agent = findAgent(question.agentName);
    if (!agent) throw new HttpFault(404, "AGENT_NOT_FOUND", `There is no agent "${question.agentName}".`);
    const message = await this.record(principal, {
      threadId: question.threadId,
      role: "user",
      content: question.text,
    });
    const run = { runId: randomUUID(), threadId: question.threadId, agent: agent.name };
    const emit = this.#emitter(principal, { ...run, responder: responder.kind });
    try {
      const content = await runAgent(agent, question.text, responder, emit);
      const response = await addMessage(pool, {
        ...run,
        role: "assistant",
        content,
        responder: responder.kind,
      });
      emit("agent_completed", { messageId: response.id, response: content });
      return { message, response };
    } catch (error) {
      this.#parts.logger.error({ error, ...run }, "The agent run failed");
      emit("error_occurred", { code: "AGENT_FAILED", message: "The agent could not answer." });
      throw new HttpFault(502, "AGENT_FAILED", "The agent could not answer.", { cause: error });
    }
  }

  /** Stores a message in a thread of the principal's; HttpFault 404 when there is none. */
  async record(principal: string, message: NewMessage): Promise<Message> {
    const { pool } = this.#parts;
    if (!(await findThread(pool, principal, message.threadId))) {
      throw new HttpFault(404, "THREAD_NOT_FOUND", `There is no thread ${message.threadId}.`);
    }
    return addMessage(pool, message);
  }

  #emitter(principal: string, run: Record<string, unknown>): Emit {
    return (type, fields) => this.#parts.deliver(principal, createEvent(type, { ...run, ...fields }));
  }
}
