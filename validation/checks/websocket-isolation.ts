import type { Finding } from "../../faults/fault.ts";
import type { Check } from "../check.ts";
import { CHAT } from "../contracts/chat.ts";
import { ANSWERING } from "../needs.ts";
import { failed, passed } from "../outcome.ts";
import { ask, statusInWords } from "../probe/ask.ts";
import { chatSocket, isEvent, typesOf } from "../probe/chat-socket.ts";
import type { Received } from "../probe/event-socket.ts";
import { openThread } from "../probe/open-thread.ts";

const ANSWER_MILLISECONDS = 5000;

/** Whether two users are kept apart: neither events nor threads of one reach the other. */
export const webSocketIsolation: Check = {
  id: "websocket-isolation",
  title: "Two users are kept apart",
  group: "websocket",
  needs: ANSWERING,
  async run(context) {
    const [ada, bob] = await Promise.all([chatSocket(context, "ada"), chatSocket(context, "bob")]);
    if ("outcome" in ada) {
      if ("socket" in bob) await bob.socket.close();
      return ada.outcome;
    }
    if ("outcome" in bob) {
      await ada.socket.close();
      return bob.outcome;
    }
    const opened = await openThread(context, ada.token, "Validation: isolation");
    if (opened.id === undefined) {
      await Promise.all([ada.socket.close(), bob.socket.close()]);
      const evidence = [opened.answer.evidence];
      return failed(`opening a thread: ${statusInWords(opened.answer)}`, { evidence });
    }
    const threadId = opened.id;
    ada.socket.send({ type: "execute_agent", threadId, message: "Only Ada may read this" });
    const completed = await ada.socket.message(isAnswerIn(threadId), ANSWER_MILLISECONDS);
    // What was to come to Bob by mistake has come before the answer to what he sends now.
    bob.socket.send({ type: "ping" });
    await bob.socket.message(isEvent("pong"), ANSWER_MILLISECONDS);
    const thread = await ask(context, { path: `${CHAT.threadsPath}/${threadId}/messages`, token: bob.token });
    await Promise.all([ada.socket.close(), bob.socket.close()]);
    const evidence = [ada.socket.evidence(), bob.socket.evidence(), thread.evidence];
    if (!completed) {
      return failed(`Ada got no answer; received: ${typesOf(ada.socket)}`, { evidence });
    }
    const findings = leaks(bob.socket.received, threadId, thread);
    if (findings.length === 0) return passed("no event and no thread of one reached the other", { evidence });
    return failed(findings.map(({ path, actual }) => `${path}: ${actual}`).join("; "), {
      evidence,
      findings,
    });
  },
};

/** The complete answer, whatever its type looks like: another check judges that. */
function isAnswerIn(threadId: string): (message: Received) => boolean {
  return ({ data }) => {
    const event = (data ?? {}) as { threadId?: unknown; response?: unknown };
    return event.threadId === threadId && typeof event.response === "string";
  };
}

function leaks(
  received: readonly Received[],
  threadId: string,
  thread: Parameters<typeof statusInWords>[0],
): Finding[] {
  const events = received.filter(({ text }) => text.includes(threadId));
  return [
    ...(events.length === 0
      ? []
      : [{ path: "events of Ada", expected: "none at Bob", actual: `${events.length} came to Bob` }]),
    ...(thread.status === 404 || thread.status === 403
      ? []
      : [{ path: "thread of Ada", expected: "HTTP 403 or 404 for Bob", actual: statusInWords(thread) }]),
  ];
}
