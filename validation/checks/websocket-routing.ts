import type { Finding } from "../../faults/fault.ts";
import type { Check, CheckContext } from "../check.ts";
import { CHAT } from "../contracts/chat.ts";
import { ANSWERING } from "../needs.ts";
import { failed, passed } from "../outcome.ts";
import { ask, statusInWords } from "../probe/ask.ts";
import { chatSocket, typeOf } from "../probe/chat-socket.ts";
import type { EventSocket, Received } from "../probe/event-socket.ts";
import { openThread } from "../probe/open-thread.ts";

const ROUTED_MILLISECONDS = 3000;

/** A message that a client sends, and what has to come of it. */
interface Route {
  /** Type of the message that is sent. */
  type: string;
  fields: Record<string, unknown>;
  /** Type of the event that shows where it was routed to. */
  gives: string;
  shows(data: Record<string, unknown>): boolean;
}

/**
 * Whether every message type goes where it should: `execute_agent` and `agent_started` start an agent; `agent_thinking`,
 * `tool_executing` and `tool_completed` are progress and come back to the user's sockets; `agent_completed` is the complete
 * response, stored before it comes back; `error_occurred` and `status_update` are passed on.
 */
export const webSocketRouting: Check = {
  id: "websocket-routing",
  title: "Every message type is routed as it should be",
  group: "websocket",
  needs: ANSWERING,
  async run(context) {
    const opened = await chatSocket(context, "ada");
    if ("outcome" in opened) return opened.outcome;
    const { socket, token } = opened;
    const thread = await openThread(context, token, "Validation: routing");
    if (thread.id === undefined) {
      await socket.close();
      return failed(`opening a thread: ${statusInWords(thread.answer)}`, {
        evidence: [thread.answer.evidence],
      });
    }
    const routes = routesFor(thread.id, crypto.randomUUID());
    for (const { type, fields } of routes) socket.send({ type, ...fields });
    const findings = await unrouted(context, socket, routes);
    const stored = await isStored(context, token, thread.id);
    await socket.close();
    const all = [...findings, ...stored.findings];
    const evidence = [socket.evidence(), stored.evidence];
    if (all.length === 0)
      return passed(`${routes.length} of ${routes.length} message types routed`, { evidence });
    return failed(all.map(({ path, actual }) => `${path}: ${actual}`).join("; "), {
      evidence,
      findings: all,
    });
  },
};

const COMPLETE_RESPONSE = "The complete response of an agent elsewhere";

function routesFor(threadId: string, mark: string): Route[] {
  const passedOn = (type: string, fields: Record<string, unknown>): Route => ({
    ...{ type, fields: { ...fields, mark }, gives: type },
    shows: (data) => data.mark === mark,
  });
  const starting = (type: string): Route => ({
    ...{ type, fields: { threadId, message: `Started by ${type}` }, gives: "agent_completed" },
    shows: (data) => data.threadId === threadId && data.mark === undefined,
  });
  return [
    starting("execute_agent"),
    starting("agent_started"),
    passedOn("agent_thinking", { threadId }),
    passedOn("tool_executing", { threadId, tool: "search" }),
    passedOn("tool_completed", { threadId, tool: "search" }),
    passedOn("agent_completed", { threadId, response: COMPLETE_RESPONSE }),
    passedOn("error_occurred", { message: "An error of an agent elsewhere" }),
    passedOn("status_update", { status: "working" }),
  ];
}

/** Routes that no event shows; each event shows one. */
async function unrouted(
  { clock }: CheckContext,
  socket: EventSocket,
  routes: readonly Route[],
): Promise<Finding[]> {
  const taken = new Set<Received>();
  const findings: Finding[] = [];
  const deadline = clock.now() + ROUTED_MILLISECONDS;
  for (const { type, gives, shows } of routes) {
    const fits = (message: Received) =>
      !taken.has(message) && typeOf(message) === gives && shows(message.data as Record<string, unknown>);
    const event = await socket.message(fits, Math.max(1, deadline - clock.now()));
    if (event) taken.add(event);
    else findings.push({ path: `message ${type}`, expected: `an event ${gives}`, actual: "none came" });
  }
  return findings;
}

async function isStored(context: CheckContext, token: string, threadId: string) {
  const answer = await ask(context, { path: `${CHAT.threadsPath}/${threadId}/messages`, token });
  const body = CHAT.bodies.messages.safeParse(answer.json);
  const found = body.success && body.data.messages.some(({ content }) => content === COMPLETE_RESPONSE);
  const findings: Finding[] = found
    ? []
    : [{ path: "message agent_completed", expected: "a stored response", actual: statusInWords(answer) }];
  return { evidence: answer.evidence, findings };
}
