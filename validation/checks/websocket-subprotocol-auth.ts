import type { Check } from "../check.ts";
import { CHAT } from "../contracts/chat.ts";
import { ANSWERING } from "../needs.ts";
import { failed, passed, skipped } from "../outcome.ts";
import { refusalOf } from "../probe/chat-socket.ts";
import { openSocket } from "../probe/event-socket.ts";
import { signedInUser } from "../probe/signed-in-user.ts";

/** Whether a browser, which cannot set headers, gets in with a token among the subprotocols, and the token is not sent back. */
export const webSocketSubprotocolAuth: Check = {
  id: "websocket-subprotocol-auth",
  title: "A token among the subprotocols opens the WebSocket",
  group: "websocket",
  needs: ANSWERING,
  async run(context) {
    const signIn = await signedInUser(context, "ada");
    if (signIn.token === undefined) {
      return skipped(`nobody could be signed in: ${signIn.reason}`, { evidence: signIn.evidence });
    }
    const protocols = [CHAT.subprotocol, `${CHAT.tokenPrefix}${signIn.token}`];
    const socket = await openSocket(context, { path: CHAT.socketPath, protocols });
    await socket.close();
    const evidence = [socket.evidence()];
    if (socket.status !== 101) return failed(`no WebSocket opens: ${refusalOf(socket)}`, { evidence });
    if (socket.protocol === CHAT.subprotocol) {
      return passed(`opened, ${CHAT.subprotocol} selected, the token not sent back`, { evidence });
    }
    const actual = socket.protocol.startsWith(CHAT.tokenPrefix)
      ? "the token itself"
      : socket.protocol || "none";
    const findings = [{ path: "subprotocol", expected: CHAT.subprotocol, actual }];
    return failed(`opened, but the subprotocol selected is ${actual}`, { evidence, findings });
  },
};
