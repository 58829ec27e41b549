import assert from "node:assert/strict";
import { createAuthenticate } from "../../backend/src/auth/authenticate.ts";
import { Tokens } from "../../backend/src/auth/tokens.ts";
import { HttpFault } from "../../backend/src/http/http-fault.ts";

const tokens = new Tokens("j".repeat(32), "s".repeat(32), 60);
const open = { isOpen: async (sessionId: string) => sessionId === "open" };
const authenticate = createAuthenticate(tokens, open);

function refusalOf(headers: Record<string, string>): Promise<string> {
  return authenticate(headers).then(
    ({ id }) => id,
    (error: unknown) => {
      assert(error instanceof HttpFault);
      return `${error.statusCode} ${error.code}`;
    },
  );
}

describe("authentication", () => {
  it("reads a user from the Authorization header", async () => {
    const token = await tokens.forUser("ada", "open");
    const { id, kind, sessionId } = await authenticate({ authorization: `Bearer ${token}` });
    assert.deepEqual({ id, kind, sessionId }, { id: "user:ada", kind: "user", sessionId: "open" });
  });

  it("reads a token offered as a WebSocket subprotocol", async () => {
    const token = await tokens.forUser("ada", "open");
    const principal = await authenticate({ "sec-websocket-protocol": `netra.v1, jwt.${token}` });
    assert.equal(principal.id, "user:ada");
  });

  it("takes a service's token without a session", async () => {
    const { token, expiresInSeconds } = await tokens.forService("billing");
    assert.equal(await refusalOf({ authorization: `Bearer ${token}` }), "service:billing");
    assert.equal(expiresInSeconds, 300);
  });

  it("refuses a request without a token", async () => {
    assert.equal(await refusalOf({}), "401 NO_TOKEN");
    assert.equal(await refusalOf({ authorization: "Basic YTpi" }), "401 NO_TOKEN");
    assert.equal(await refusalOf({ "sec-websocket-protocol": "netra.v1" }), "401 NO_TOKEN");
  });

  it("refuses a token of another key, an expired one, and rubbish", async () => {
    const foreign = await new Tokens("x".repeat(32), "x".repeat(32), 60).forUser("ada", "open");
    const expired = await new Tokens("j".repeat(32), "s".repeat(32), -1).forUser("ada", "open");
    for (const token of [foreign, expired, "rubbish"]) {
      assert.equal(await refusalOf({ authorization: `Bearer ${token}` }), "401 INVALID_TOKEN");
    }
  });

  it("refuses a service's token that was signed with the users' key", async () => {
    const { token } = await new Tokens("j".repeat(32), "j".repeat(32), 60).forService("billing");
    assert.equal(await refusalOf({ authorization: `Bearer ${token}` }), "401 INVALID_TOKEN");
  });

  it("refuses a token whose session was closed", async () => {
    const token = await tokens.forUser("ada", "closed");
    assert.equal(await refusalOf({ authorization: `Bearer ${token}` }), "401 SESSION_CLOSED");
  });
});
