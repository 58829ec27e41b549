import { Fault } from "../../../../faults/fault.ts";
import { GoogleApiError } from "./api-error.ts";
import { isObject, type Json, type JsonObject } from "./json.ts";
import { type Pause, pause } from "./pause.ts";
import { send, type WireRequest } from "./send.ts";

/** HTTP statuses that the real plugin tries again; a 409 on POST or PATCH fails at once. */
const RETRIED = new Set([429, 500, 502, 503]);
/** Waits between tries, in milliseconds: the real plugin's 0.5 s, 1 s, 2 s, … */
const RETRY_PAUSES_MS = [500, 1000, 2000, 4000, 8000];

export interface RestRequest {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Full URL without a query. */
  url: string;
  query?: Record<string, string>;
  body?: JsonObject;
  signal: AbortSignal;
}

/** Sends one request to a Google REST API and returns its JSON; throws {@link GoogleApiError}. */
export type Rest = (request: RestRequest) => Promise<JsonObject>;

/**
 * A client that sends what the real plugin sends: `?alt=json`, a bearer token, `Content-Type: application/json` on every
 * request. 429, 500, 502 and 503 are tried again, six times in all.
 */
export function restClient(options: { accessToken: string; pause?: Pause }): Rest {
  const wait = options.pause ?? pause;
  return async (request) => {
    for (let attempt = 0; ; attempt++) {
      const response = await send(...wireRequest(request, options.accessToken)).catch((error: unknown) => {
        request.signal.throwIfAborted();
        // A connection kept open across a restart of the other side: reading again harms nothing.
        if (request.method === "GET" && attempt === 0 && wasCutOff(error)) return undefined;
        throw unreachable(request.url, error);
      });
      if (!response) continue;
      const answer = parsed(response.text);
      if (response.status >= 200 && response.status < 300) return isObject(answer) ? answer : {};
      const retryPause = RETRY_PAUSES_MS[attempt];
      if (!RETRIED.has(response.status) || retryPause === undefined) {
        throw new GoogleApiError(response.status, answer);
      }
      await wait(retryPause, request.signal);
    }
  };
}

function wireRequest(
  { method, url, query, body, signal }: RestRequest,
  accessToken: string,
): [URL, WireRequest] {
  const target = new URL(url);
  target.searchParams.set("alt", "json");
  for (const [name, value] of Object.entries(query ?? {})) target.searchParams.set(name, value);
  const headers = { authorization: `Bearer ${accessToken}`, "content-type": "application/json" };
  return [target, { method, headers, signal, body: body && JSON.stringify(body) }];
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text || "{}") as Json;
  } catch {
    // A proxy's or a crashed server's HTML: keep it as the message of the error that follows.
    return { error: { message: text.slice(0, 500) } };
  }
}

function wasCutOff(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ECONNRESET";
}

function unreachable(url: string, error: unknown): Fault {
  return new Fault({
    code: "cloud-unreachable",
    outcome: "cloud",
    summary: `${new URL(url).origin} does not answer: ${error instanceof Error ? error.message : String(error)}`,
    next: "npx stage doctor",
    cause: error,
  });
}
