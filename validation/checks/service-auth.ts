import { randomBytes } from "node:crypto";
import type { Check } from "../check.ts";
import { CHAT } from "../contracts/chat.ts";
import { ANSWERING } from "../needs.ts";
import { failed, passed, skipped } from "../outcome.ts";
import { ask, statusInWords } from "../probe/ask.ts";

/**
 * Whether another service gets a token for the client secret (OAuth 2.0 client credentials, RFC 6749 section 4.4), is let in with
 * it, and gets none for a wrong secret. The secret is read from Secret Manager and kept out of everything else.
 */
export const serviceAuth: Check = {
  id: "service-auth",
  title: "Another service signs in with its secret, and only with it",
  group: "dependencies",
  needs: ANSWERING,
  async run(context) {
    const reference = context.settings.secrets[CHAT.clientSecretVariable];
    if (!reference) return skipped(`the settings have no secret ${CHAT.clientSecretVariable}`);
    const clientSecret = await context.cloud.secretValue(reference);
    context.keepSecret(clientSecret);
    const tokenFor = (client_secret: string) =>
      ask(context, {
        ...{ method: "POST", path: CHAT.serviceTokenPath },
        json: { grant_type: "client_credentials", client_id: "validation", client_secret },
      });
    const [wrong, right] = await Promise.all([
      tokenFor(randomBytes(24).toString("hex")),
      tokenFor(clientSecret),
    ]);
    const evidence = [wrong.evidence, { ...right.evidence, ...withoutBody(right.evidence) }];
    if (wrong.status !== 401) {
      return failed(`a wrong secret is answered with ${statusInWords(wrong)} instead of 401`, { evidence });
    }
    const body = CHAT.bodies.serviceToken.safeParse(right.json);
    if (right.status !== 200 || !body.success) {
      return failed(`the secret gets no token: ${statusInWords(right)}`, { evidence });
    }
    const token = body.data.access_token;
    context.keepSecret(token);
    const entered = await ask(context, { path: CHAT.threadsPath, token });
    evidence.push(entered.evidence);
    if (entered.status === 200)
      return passed("a token for the secret, none for a wrong one; let in with it", { evidence });
    return failed(`the service's token is answered with ${statusInWords(entered)}`, { evidence });
  },
};

/** An answer that holds a token is told by its status alone. */
function withoutBody({ response }: { response?: { status: number; milliseconds: number } | undefined }) {
  if (!response) return {};
  return { response: { status: response.status, milliseconds: response.milliseconds } };
}
