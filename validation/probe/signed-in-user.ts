import { randomBytes } from "node:crypto";
import type { CheckContext } from "../check.ts";
import { CHAT } from "../contracts/chat.ts";
import type { Evidence } from "../result/evidence.ts";
import { ask, statusInWords } from "./ask.ts";

/** A user made for this validation, or why there is none. */
export type SignIn =
  | { token: string; evidence: Evidence[] }
  | { token: undefined; reason: string; evidence: Evidence[] };

/**
 * Registers a user that nobody else has and logs in: the same user for every check that asks by this name. The service keeps
 * them, under addresses that begin with `validation-`.
 */
export function signedInUser(context: CheckContext, name: string): Promise<SignIn> {
  return context.once(`user:${name}`, signUp);
}

async function signUp(context: CheckContext): Promise<SignIn> {
  const credentials = {
    email: `validation-${randomBytes(6).toString("hex")}@example.com`,
    password: randomBytes(18).toString("base64url"),
  };
  context.keepSecret(credentials.password);
  const registered = await ask(context, { method: "POST", path: CHAT.registerPath, json: credentials });
  if (registered.status !== 201) {
    const reason = `registering a user: ${statusInWords(registered)}`;
    return { token: undefined, reason, evidence: [registered.evidence] };
  }
  const login = await ask(context, { method: "POST", path: CHAT.loginPath, json: credentials });
  const body = CHAT.bodies.login.safeParse(login.json);
  const evidence = [registered.evidence, login.evidence];
  if (login.status !== 200 || !body.success) {
    const reason =
      login.status === 200 ? "the log-in's answer has no token" : `logging in: ${statusInWords(login)}`;
    return { token: undefined, reason, evidence };
  }
  context.keepSecret(body.data.token);
  return { token: body.data.token, evidence };
}
