import type { CheckContext, CheckOutcome } from "../check.ts";
import { CHAT } from "../contracts/chat.ts";
import { failed, skipped } from "../outcome.ts";
import { type EventSocket, openSocket, type Received } from "./event-socket.ts";
import { signedInUser } from "./signed-in-user.ts";

/** A socket that is open for a user, or the outcome of a check that could not open one. */
export type ChatSocket = { socket: EventSocket; token: string } | { outcome: CheckOutcome };

/** Opens the WebSocket as that user, the token in the header. Whoever opens it closes it. */
export async function chatSocket(context: CheckContext, user: string): Promise<ChatSocket> {
  const signIn = await signedInUser(context, user);
  if (signIn.token === undefined) {
    const outcome = skipped(`nobody could be signed in: ${signIn.reason}`, { evidence: signIn.evidence });
    return { outcome };
  }
  const { token } = signIn;
  const options = { path: CHAT.socketPath, protocols: [CHAT.subprotocol], bearer: token };
  const socket = await openSocket(context, options);
  if (socket.status === 101) return { socket, token };
  return { outcome: failed(`no WebSocket opens: ${refusalOf(socket)}`, { evidence: [socket.evidence()] }) };
}

/** How an upgrade was answered, in words. */
export function refusalOf(socket: EventSocket): string {
  return socket.status === undefined
    ? (socket.evidence().error ?? "no answer")
    : `HTTP ${socket.status} to the upgrade`;
}

/** The `type` of a message, where it is a plain string. */
export function typeOf({ data }: Received): string | undefined {
  const type = (data as { type?: unknown } | null | undefined)?.type;
  return typeof type === "string" ? type : undefined;
}

/** Whether a message is an event of this type. */
export function isEvent(type: string): (message: Received) => boolean {
  return (message) => typeOf(message) === type;
}

/** Types of what came, in order, for words. */
export function typesOf(socket: EventSocket): string {
  return (
    socket.received.map((message) => typeOf(message) ?? "a type that is no string").join(", ") || "nothing"
  );
}
