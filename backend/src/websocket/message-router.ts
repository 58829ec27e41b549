import type { Message, NewMessage } from "../database/messages.ts";
import type { ClientMessage } from "./client-message.ts";
import { createEvent, type EventType, type ServerEvent } from "./events.ts";

/** What a message may set in motion. */
export interface MessageActions {
  /** Starts an agent and resolves when its answer is stored; its events are delivered on the way. */
  ask(
    principal: string,
    question: { threadId: string; text: string; agentName?: string | undefined },
  ): Promise<unknown>;
  openThread(principal: string, title: string): Promise<{ id: string }>;
  record(principal: string, message: NewMessage): Promise<Message>;
  /** To all sockets of the principal. */
  deliver(principal: string, event: ServerEvent): void;
}

/**
 * Routes one message: `agent_started` and `execute_agent` start an agent; `agent_thinking`, `tool_executing`
 * and `tool_completed` are the progress of an agent that runs elsewhere and go to all sockets of the same
 * principal; `agent_completed` is its complete response, stored before it is passed on; `error_occurred` and
 * `status_update` are passed on. `ping` is answered by the socket itself.
 */
export async function routeMessage(
  principal: string,
  message: Exclude<ClientMessage, { type: "ping" }>,
  actions: MessageActions,
): Promise<void> {
  switch (message.type) {
    case "execute_agent":
    case "agent_started": {
      const threadId = message.threadId ?? (await actions.openThread(principal, titleOf(message.message))).id;
      await actions.ask(principal, { threadId, text: message.message, agentName: message.agent });
      return;
    }
    case "agent_completed": {
      const { threadId, response: content, agent, runId } = message;
      const stored = await actions.record(principal, {
        threadId,
        role: "assistant",
        content,
        responder: "external",
        ...(agent && { agent }),
        ...(runId && { runId }),
      });
      passOn(principal, { ...message, messageId: stored.id }, actions);
      return;
    }
    default:
      passOn(principal, message, actions);
  }
}

/** A thread's title where the user gave none: the start of the message. */
export function titleOf(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}

function passOn(
  principal: string,
  message: { type: EventType; [field: string]: unknown },
  actions: MessageActions,
): void {
  const { type, ...fields } = message;
  actions.deliver(principal, createEvent(type, fields));
}
