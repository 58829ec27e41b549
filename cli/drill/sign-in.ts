import { randomBytes } from "node:crypto";
import { Fault } from "../../faults/fault.ts";
import { sendHttp } from "../../release/rest/http-request.ts";

/**
 * A token for WebSockets of the reference backend: a user made for this drill registers and logs in, in the rehearsal's own
 * database. A service without such routes gets no token (undefined), and has to open WebSockets to anybody.
 *
 * @throws Fault `drill-sign-in-failed`.
 */
export async function signIn(serviceUri: string, signal: AbortSignal): Promise<string | undefined> {
  const credentials = {
    email: `drill-${randomBytes(6).toString("hex")}@example.com`,
    password: randomBytes(18).toString("base64url"),
  };
  const post = (path: string) =>
    sendHttp({
      ...{ method: "POST", url: new URL(path, serviceUri).href, signal, body: JSON.stringify(credentials) },
      headers: { "content-type": "application/json" },
    });
  const registered = await post("/api/auth/register");
  if (registered.status === 404) return undefined;
  const login = await post("/api/auth/login");
  if (registered.status === 201 && login.status === 200) {
    return (JSON.parse(login.body) as { token: string }).token;
  }
  throw new Fault({
    code: "drill-sign-in-failed",
    outcome: "validation",
    summary: `The service gives no token for WebSockets: register ${registered.status}, log in ${login.status}.`,
    next: "stage logs --rehearsal tells why; --sockets 0 drills without WebSockets",
  });
}
