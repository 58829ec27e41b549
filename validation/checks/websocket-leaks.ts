import type { Check, CheckContext } from "../check.ts";
import { CHAT } from "../contracts/chat.ts";
import { ANSWERING } from "../needs.ts";
import { failed, passed, skipped } from "../outcome.ts";
import { ask } from "../probe/ask.ts";
import { refusalOf } from "../probe/chat-socket.ts";
import { type EventSocket, openSocket } from "../probe/event-socket.ts";
import { signedInUser } from "../probe/signed-in-user.ts";
import type { Evidence } from "../result/evidence.ts";

const SOCKETS = 100;
const DROPPED_MILLISECONDS = 5000;
const POLL_MILLISECONDS = 50;

/** Whether connections that were closed are let go of: 100 opened, 100 closed, and the service counts none of them any more. */
export const webSocketLeaks: Check = {
  id: "websocket-leaks",
  title: `${SOCKETS} connections are opened and closed, and none is kept`,
  group: "websocket",
  needs: ANSWERING,
  alone: true,
  timeLimitSeconds: 30,
  async run(context) {
    const signIn = await signedInUser(context, "ada");
    if (signIn.token === undefined) {
      return skipped(`nobody could be signed in: ${signIn.reason}`, { evidence: signIn.evidence });
    }
    const before = await countedSockets(context);
    if (before === undefined) return skipped("the health report does not count WebSockets");
    const sockets = await openAll(context, signIn.token);
    const refused = sockets.filter(({ status }) => status !== 101);
    const opened = SOCKETS - refused.length;
    const during = (await countedSockets(context)) ?? before;
    await Promise.all(sockets.map((socket) => socket.close()));
    const after = await countedDown(context, before);
    const evidence: Evidence[] = [
      {
        kind: "text",
        title: "WebSockets as the service counts them",
        text: `${before} before, ${during} open, ${after} after`,
      },
    ];
    if (refused[0]) {
      const reason = `only ${opened} of ${SOCKETS} connections opened: ${refusalOf(refused[0])}`;
      return failed(reason, { evidence });
    }
    if (after <= before)
      return passed(`${opened} opened and closed; counted after: ${after}, before: ${before}`, { evidence });
    const findings = [{ path: "webSockets", expected: `${before} once all are closed`, actual: `${after}` }];
    const reason = `${after - before} of ${opened} connections are still counted ${DROPPED_MILLISECONDS / 1000} s after they were closed`;
    return failed(reason, { evidence, findings });
  },
};

function openAll(context: CheckContext, bearer: string): Promise<EventSocket[]> {
  const options = { path: CHAT.socketPath, protocols: [CHAT.subprotocol], bearer };
  return Promise.all(Array.from({ length: SOCKETS }, () => openSocket(context, options)));
}

async function countedSockets(context: CheckContext): Promise<number | undefined> {
  const { json } = await ask(context, { path: CHAT.healthPath });
  const { webSockets } = (json ?? {}) as { webSockets?: unknown };
  return typeof webSockets === "number" ? webSockets : undefined;
}

/** The last count: as few as wanted, or what it still was when the time was over. */
async function countedDown(context: CheckContext, wanted: number): Promise<number> {
  const deadline = context.clock.now() + DROPPED_MILLISECONDS;
  for (;;) {
    const counted = (await countedSockets(context)) ?? Number.POSITIVE_INFINITY;
    if (counted <= wanted || context.clock.now() >= deadline) return counted;
    await context.clock.pause(POLL_MILLISECONDS);
  }
}
