import type { Finding } from "../../faults/fault.ts";
import type { Check, CheckContext } from "../check.ts";
import { CHAT } from "../contracts/chat.ts";
import { ANSWERING } from "../needs.ts";
import { failed, passed } from "../outcome.ts";
import { refusalOf } from "../probe/chat-socket.ts";
import { type EventSocket, openSocket } from "../probe/event-socket.ts";

/** How long a socket that was opened may take to be closed again. */
const CLOSE_MILLISECONDS = 3000;
const POLICY_VIOLATION = 1008;

/**
 * Whether the WebSocket refuses whoever is not signed in: 401 or 403 before the upgrade, or close code 1008 after it (RFC 6455,
 * 7.4.1). HTTP 500 is no refusal but a defect: it says that the server fell over the request.
 */
export const webSocketRefusal: Check = {
  id: "websocket-refusal",
  title: "The WebSocket refuses whoever is not signed in",
  group: "websocket",
  needs: ANSWERING,
  async run(context) {
    const tried = await Promise.all([
      attempt(context, "without a token", { protocols: [CHAT.subprotocol] }),
      attempt(context, "with a wrong token", { protocols: [CHAT.subprotocol], bearer: "not.a.token" }),
    ]);
    const evidence = tried.map(({ socket }) => socket.evidence());
    const findings = tried.flatMap(({ finding }) => finding ?? []);
    const told = tried.map(({ how, what }) => `${what} ${how}`).join("; ");
    return findings.length === 0 ? passed(told, { evidence }) : failed(told, { evidence, findings });
  },
};

async function attempt(
  context: CheckContext,
  how: string,
  options: { protocols: string[]; bearer?: string },
) {
  const socket = await openSocket(context, { path: CHAT.socketPath, ...options });
  const closed = socket.status === 101 ? await socket.closedByPeer(CLOSE_MILLISECONDS) : undefined;
  await socket.close();
  const what = answerOf(socket, closed);
  const isRefused = socket.status === 401 || socket.status === 403 || closed === POLICY_VIOLATION;
  const expected = `401 or 403 before the upgrade, or close code ${POLICY_VIOLATION}`;
  const finding: Finding | undefined = isRefused
    ? undefined
    : { path: `${CHAT.socketPath} ${how}`, expected, actual: what };
  return { how, what, finding, socket };
}

function answerOf(socket: EventSocket, closed: number | undefined): string {
  if (socket.status !== 101) return refusalOf(socket);
  return closed === undefined ? "it was opened and stayed open" : `opened, then closed with ${closed}`;
}
