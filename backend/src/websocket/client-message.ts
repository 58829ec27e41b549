import * as z from "zod";

const start = {
  message: z.string().min(1).max(20_000),
  threadId: z.uuid().optional(),
  agent: z.string().optional(),
};
const progress = { threadId: z.uuid() };

/**
 * What a client may send, by `type`. Further fields of progress and status messages are passed on as they
 * came.
 */
export const clientMessage = z.discriminatedUnion("type", [
  z.object({ type: z.literal("ping") }),
  z.object({ type: z.literal("execute_agent"), ...start }),
  z.object({ type: z.literal("agent_started"), ...start }),
  z.looseObject({ type: z.literal("agent_thinking"), ...progress }),
  z.looseObject({ type: z.literal("tool_executing"), ...progress }),
  z.looseObject({ type: z.literal("tool_completed"), ...progress }),
  z.looseObject({
    type: z.literal("agent_completed"),
    ...progress,
    response: z.string().min(1).max(100_000),
    agent: z.string().optional(),
    runId: z.uuid().optional(),
  }),
  z.looseObject({ type: z.literal("error_occurred"), message: z.string() }),
  z.looseObject({ type: z.literal("status_update"), status: z.string() }),
]);

export type ClientMessage = z.infer<typeof clientMessage>;

/** A message that cannot be taken: a stable code and a sentence, sent back as an error_occurred event. */
export interface ClientMessageProblem {
  code: "INVALID_JSON" | "INVALID_MESSAGE";
  message: string;
}

export function parseClientMessage(
  text: string,
): { message: ClientMessage } | { problem: ClientMessageProblem } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: { code: "INVALID_JSON", message: "The message is not JSON." } };
  }
  const parsed = clientMessage.safeParse(value);
  if (parsed.success) return { message: parsed.data };
  const message = parsed.error.issues
    .map(({ path, message }) => (path.length > 0 ? `${path.join(".")}: ${message}` : message))
    .join("; ");
  return { problem: { code: "INVALID_MESSAGE", message } };
}
