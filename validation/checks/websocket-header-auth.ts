import type { Check } from "../check.ts";
import { ANSWERING } from "../needs.ts";
import { passed } from "../outcome.ts";
import { chatSocket } from "../probe/chat-socket.ts";

/** Whether a token in the Authorization header opens the WebSocket. */
export const webSocketHeaderAuth: Check = {
  id: "websocket-header-auth",
  title: "A token in the header opens the WebSocket",
  group: "websocket",
  needs: ANSWERING,
  async run(context) {
    const opened = await chatSocket(context, "ada");
    if ("outcome" in opened) return opened.outcome;
    await opened.socket.close();
    return passed("opened with a token in the Authorization header", {
      evidence: [opened.socket.evidence()],
    });
  },
};
