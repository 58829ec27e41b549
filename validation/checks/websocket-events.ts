import type { Finding } from "../../faults/fault.ts";
import type { Check, CheckContext } from "../check.ts";
import { CHAT, EVENT_TYPES } from "../contracts/chat.ts";
import { ANSWERING } from "../needs.ts";
import { failed, passed } from "../outcome.ts";
import { chatSocket, isEvent, typeOf } from "../probe/chat-socket.ts";
import type { EventSocket, Received } from "../probe/event-socket.ts";

const EVENT_MILLISECONDS = 3000;

/**
 * Whether all seven event types come as plain strings. An answer gives five of them; the two others are provoked, an error with a
 * message that cannot be taken. A type that is an object (a serialised enum) is what the report of September found.
 */
export const webSocketEvents: Check = {
  id: "websocket-events",
  title: "The seven event types are plain strings on the wire",
  group: "websocket",
  needs: ANSWERING,
  async run(context) {
    const opened = await chatSocket(context, "ada");
    if ("outcome" in opened) return opened.outcome;
    const { socket } = opened;
    await provokeAll(context, socket);
    await socket.close();
    const evidence = [socket.evidence()];
    const findings = [...socket.received.flatMap(misshapen), ...missing(socket)];
    if (findings.length === 0) {
      return passed(`${EVENT_TYPES.length} of ${EVENT_TYPES.length} event types as plain strings`, {
        evidence,
      });
    }
    const told = findings.map(({ path, actual }) => `${path}: ${actual}`).join("; ");
    return failed(told, { evidence, findings });
  },
};

/** Each is waited for only as long as any event keeps coming: a service that sends none is not waited for seven times. */
async function provokeAll({ clock }: CheckContext, socket: EventSocket): Promise<void> {
  socket.send({ type: "status_update", status: "validating" });
  socket.send({ type: "execute_agent", message: "Numbers for a validation: 1 2 3" });
  socket.send("{");
  const wanted = ["status_update", "error_occurred", ...CHAT.goldenPath];
  const deadline = clock.now() + EVENT_MILLISECONDS;
  for (const type of wanted) {
    await socket.message(isEvent(type), Math.max(1, deadline - clock.now()));
  }
}

function misshapen({ text, data }: Received): Finding[] {
  const parsed = CHAT.event.safeParse(data);
  const type = (data as { type?: unknown } | null | undefined)?.type;
  if (parsed.success || type === "pong") return [];
  return parsed.error.issues.slice(0, 1).map(({ path, message }) => ({
    path: `event ${path.join(".") || "message"}`,
    expected: path[0] === "type" ? "one of the seven types as a plain string" : message,
    actual: path[0] === "type" ? (JSON.stringify(type) ?? "nothing") : text.slice(0, 100),
  }));
}

function missing(socket: EventSocket): Finding[] {
  const seen = new Set(socket.received.map(typeOf));
  return EVENT_TYPES.filter((type) => !seen.has(type)).map((type) => ({
    path: `event ${type}`,
    expected: `${type} as a plain string`,
    actual: "it never came",
  }));
}
