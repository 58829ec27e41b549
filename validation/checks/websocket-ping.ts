import type { Check } from "../check.ts";
import { ANSWERING } from "../needs.ts";
import { failed, passed } from "../outcome.ts";
import { chatSocket, isEvent, typesOf } from "../probe/chat-socket.ts";

const PONG_MILLISECONDS = 3000;

/** Whether a ping of the application's own is answered with a pong. */
export const webSocketPing: Check = {
  id: "websocket-ping",
  title: "A ping is answered with a pong",
  group: "websocket",
  needs: ANSWERING,
  async run(context) {
    const opened = await chatSocket(context, "ada");
    if ("outcome" in opened) return opened.outcome;
    const { socket } = opened;
    const sentAt = performance.now();
    socket.send({ type: "ping" });
    const pong = await socket.message(isEvent("pong"), PONG_MILLISECONDS);
    const milliseconds = Math.round(performance.now() - sentAt);
    await socket.close();
    const evidence = [socket.evidence()];
    if (pong) return passed(`pong after ${milliseconds} ms`, { evidence });
    return failed(`no pong within ${PONG_MILLISECONDS} ms; received: ${typesOf(socket)}`, { evidence });
  },
};
