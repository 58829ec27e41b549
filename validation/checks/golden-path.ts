import type * as z from "zod";
import type { Check, CheckContext, CheckOutcome } from "../check.ts";
import { CHAT } from "../contracts/chat.ts";
import { ANSWERING } from "../needs.ts";
import { failed, passed } from "../outcome.ts";
import { ask, type Question, statusInWords } from "../probe/ask.ts";
import { chatSocket, typeOf } from "../probe/chat-socket.ts";
import type { EventSocket, Received } from "../probe/event-socket.ts";
import { signedInUser } from "../probe/signed-in-user.ts";
import type { Evidence } from "../result/evidence.ts";

const EVENTS_MILLISECONDS = 8000;
const MESSAGE = "What is the mean of 2, 4 and 9?";

/** A step of the path that did not lead on; says so with the evidence up to there. */
class Blocked extends Error {}

/**
 * The way of a user from log-in to answer: log in, discover agents, open the WebSocket, create a thread, send a message, receive
 * the five events in their order, get the answer, and find it in the database.
 */
export const goldenPath: Check = {
  id: "golden-path",
  title: "The golden path leads from log-in to a stored answer",
  group: "golden-path",
  needs: ANSWERING,
  timeLimitSeconds: 30,
  async run(context) {
    const evidence: Evidence[] = [];
    try {
      return await walk(context, evidence);
    } catch (error) {
      if (!(error instanceof Blocked)) throw error;
      return failed(error.message, { evidence });
    }
  },
};

async function walk(context: CheckContext, evidence: Evidence[]): Promise<CheckOutcome> {
  const signIn = await signedInUser(context, "ada");
  evidence.push(...signIn.evidence);
  if (signIn.token === undefined) throw new Blocked(`log in: ${signIn.reason}`);
  const { token } = signIn;
  const step = <T>(name: string, status: number, question: Question, body: z.ZodType<T>) =>
    takeStep(context, { name, status, question: { ...question, token }, body }, evidence);
  const { agents } = await step("discover agents", 200, { path: CHAT.agentsPath }, CHAT.bodies.agents);
  const opened = await chatSocket(context, "ada");
  if ("outcome" in opened) throw new Blocked(`open the WebSocket: ${opened.outcome.reason}`);
  const { socket } = opened;
  try {
    const create = { method: "POST", path: CHAT.threadsPath, json: { title: "Validation: golden path" } };
    const thread = await step("create a thread", 201, create, CHAT.bodies.thread);
    const path = `${CHAT.threadsPath}/${thread.id}/messages`;
    const send = { method: "POST", path, json: { message: MESSAGE, agent: agents[0]?.name } };
    const { response } = await step("send a message", 201, send, CHAT.bodies.answer);
    const events = await eventsOf(socket, thread.id);
    if (events.join() !== CHAT.goldenPath.join()) {
      throw new Blocked(
        `receive the events: ${events.join(", ") || "none"} instead of ${CHAT.goldenPath.join(", ")}`,
      );
    }
    const stored = await step("read the thread back", 200, { path }, CHAT.bodies.messages);
    const found = stored.messages.some(
      ({ id, content }) => id === response.id && content === response.content,
    );
    if (!found) throw new Blocked("find the answer in the database: the thread does not have it");
    evidence.push({ kind: "text", title: "Events in their order", text: events.join(" → ") });
    return passed(
      `log-in, ${agents.length} agents, thread, message, ${events.length} events in order, answer stored`,
      {
        evidence,
      },
    );
  } finally {
    await socket.close();
    evidence.push(socket.evidence());
  }
}

interface Step<T> {
  name: string;
  status: number;
  question: Question;
  body: z.ZodType<T>;
}

async function takeStep<T>(
  context: CheckContext,
  { name, status, question, body }: Step<T>,
  evidence: Evidence[],
): Promise<T> {
  const answer = await ask(context, question);
  evidence.push(answer.evidence);
  if (answer.status !== status) throw new Blocked(`${name}: ${statusInWords(answer)} instead of ${status}`);
  const parsed = body.safeParse(answer.json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Blocked(`${name}: the answer's ${issue?.path.join(".") || "body"}: ${issue?.message}`);
}

/** Types of this thread's events, in order; others of the same user may come in between. */
async function eventsOf(socket: EventSocket, threadId: string): Promise<string[]> {
  const isOwn = ({ data }: Received) => (data as { threadId?: unknown } | null)?.threadId === threadId;
  const isLast = (message: Received) => typeOf(message) === CHAT.goldenPath.at(-1);
  // As many as there should be are waited for no longer, whatever their types look like.
  const areAll = () => socket.received.filter(isOwn).length >= CHAT.goldenPath.length;
  await socket.message((message) => isOwn(message) && (isLast(message) || areAll()), EVENTS_MILLISECONDS);
  return socket.received.filter(isOwn).map((message) => typeOf(message) ?? "a type that is no string");
}
