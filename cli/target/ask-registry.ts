import { isGoogleRegistry, TOKEN_USER } from "../../components/google-registry.ts";
import { type AskRegistry, MANIFEST_TYPES } from "../../release/readiness/image-present.ts";
import { type SendHttp, sendHttp } from "../../release/rest/http-request.ts";

/** A check that cannot be answered in this time is noted as such; it must not hold a rollback up. */
const REGISTRY_MILLISECONDS = 5000;

/** Asks registries for manifests; only Google's are shown the token, whatever address an image names. */
export function registryAsker(
  token: () => Promise<string>,
  signal: AbortSignal,
  send: SendHttp = sendHttp,
): AskRegistry {
  return async (url) => {
    const { protocol, host } = new URL(url);
    const isGoogles = protocol === "https:" && isGoogleRegistry(host);
    return send({
      method: "HEAD",
      url,
      headers: { accept: MANIFEST_TYPES, ...(isGoogles ? { authorization: basicAuth(await token()) } : {}) },
      signal: AbortSignal.any([signal, AbortSignal.timeout(REGISTRY_MILLISECONDS)]),
    });
  };
}

function basicAuth(token: string): string {
  return `Basic ${Buffer.from(`${TOKEN_USER}:${token}`).toString("base64")}`;
}
