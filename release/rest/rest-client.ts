import pRetry from "p-retry";
import { Fault } from "../../faults/fault.ts";
import { type ApiRefusal, refusalOf } from "./api-refusal.ts";
import { type HttpAnswer, type SendHttp, sendHttp, whyNoAnswer } from "./http-request.ts";

export interface RestRequest {
  method: "GET" | "PATCH" | "POST";
  url: string;
  body?: unknown;
  /** Until the answer is there. Default: 30 s. */
  timeoutMilliseconds?: number;
}

/** Sends a request and gives the answer's JSON. Fails with an {@link ApiRefusal} or the Faults `cloud-unreachable`, `cloud-unreadable`. */
export type RestClient = <T>(request: RestRequest) => Promise<T>;

export interface RestClientOptions {
  /** Gives the bearer token; a fresh one where the former is about to end. */
  token(): Promise<string>;
  signal: AbortSignal;
  send?: SendHttp;
  /** Before the first repetition; each further pause is twice as long, and all of them up to twice that by chance. Default: 250. */
  firstPauseMilliseconds?: number;
}

const TIMEOUT_MILLISECONDS = 30_000;
const RETRIES = 4;

/**
 * Google's REST APIs by plain requests. Google's own client for Cloud Run takes half a second to load, which is more than a
 * rollback takes altogether. Repeated after a growing pause: what did not get through, and 429, 500, 502, 503 and 504. Changes are
 * sent with an etag, so that repeating one that got through is refused as a conflict instead of being done twice.
 * https://cloud.google.com/run/docs/reference/rest
 */
export function createRestClient(options: RestClientOptions): RestClient {
  const { signal, firstPauseMilliseconds = 250 } = options;
  return <T>(request: RestRequest) =>
    pRetry(() => send<T>(request, options), {
      retries: RETRIES,
      minTimeout: firstPauseMilliseconds,
      randomize: true,
      signal,
      shouldRetry: ({ error }) => isPassing(error),
    });
}

const PASSING = new Set([429, 500, 502, 503, 504]);

function isPassing(error: Error): boolean {
  const { httpStatus } = error as Partial<ApiRefusal>;
  return httpStatus === undefined ? isUnreachable(error) : PASSING.has(httpStatus);
}

async function send<T>(
  { method, url, body, timeoutMilliseconds = TIMEOUT_MILLISECONDS }: RestRequest,
  { token, signal, send: exchange = sendHttp }: RestClientOptions,
): Promise<T> {
  const authorization = `Bearer ${await token()}`;
  let answer: HttpAnswer;
  try {
    answer = await exchange({
      method,
      url,
      headers: { authorization, ...(body === undefined ? {} : { "content-type": "application/json" }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMilliseconds)]),
    });
  } catch (error) {
    signal.throwIfAborted();
    throw unreachable(url, error);
  }
  if (answer.status < 200 || answer.status > 299) {
    throw refusalOf(`${method} ${new URL(url).pathname}`, answer.status, answer.body);
  }
  return parsed<T>(url, answer.body);
}

/** A proxy on the way may answer with a page of its own. */
function parsed<T>(url: string, body: string): T {
  try {
    return (body === "" ? {} : JSON.parse(body)) as T;
  } catch (error) {
    throw new Fault({
      code: "cloud-unreadable",
      outcome: "cloud",
      summary: `${new URL(url).host} answered with something that is no JSON.`,
      evidence: [body.slice(0, 200)],
      next: "look whether a proxy stands between here and Google Cloud",
      cause: error,
    });
  }
}

const UNREACHABLE = "cloud-unreachable";

function isUnreachable(error: Error): boolean {
  return error instanceof Fault && error.code === UNREACHABLE;
}

function unreachable(url: string, error: unknown): Fault {
  return new Fault({
    code: UNREACHABLE,
    outcome: "cloud",
    summary: `${new URL(url).host} could not be reached: ${whyNoAnswer(error)}`,
    next: "check the network, then the same command again",
    cause: error,
  });
}
