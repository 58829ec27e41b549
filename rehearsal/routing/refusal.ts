import { STATUS_CODES } from "node:http";
import { NoInstance } from "./routes.ts";

/** An answer that does not come from an instance. */
export interface Refusal {
  status: number;
  body: string;
  /** What the request's log entry says. */
  logMessage: string;
}

const TROUBLESHOOTING = "https://cloud.google.com/run/docs/troubleshooting";

/** No one but named callers may call (https://cloud.google.com/run/docs/authenticating/public). */
export function forbidden(url: string): Refusal {
  return {
    status: 403,
    body: `Error: Forbidden. Your client does not have permission to get URL ${url} from this server.`,
    logMessage:
      "The request was not authenticated. Either allow unauthenticated invocations or set the proper Authorization " +
      `header. Read more at https://cloud.google.com/run/docs/securing/authenticating`,
  };
}

/** The request's time was over (https://cloud.google.com/run/docs/configuring/request-timeout). */
export function timedOut(): Refusal {
  return {
    status: 504,
    body: "upstream request timeout",
    logMessage:
      "The request has been terminated because it has reached the maximum request timeout. To change this limit, see " +
      "https://cloud.google.com/run/docs/configuring/request-timeout",
  };
}

/** The instance broke the connection before it answered (https://cloud.google.com/run/docs/troubleshooting#503). */
export function connectionError(): Refusal {
  return {
    status: 503,
    body: "upstream connect error or disconnect/reset before headers. reset reason: connection termination",
    logMessage:
      "The request failed because either the HTTP response was malformed or connection to the instance had an error. " +
      `Additional troubleshooting documentation can be found at: ${TROUBLESHOOTING}#malformed-response-or-connection-error`,
  };
}

/** No HTTP client could send it on as it is: two hosts, or a path that is none. */
export function malformed(why: string): Refusal {
  return {
    status: 400,
    body: "Error: Bad Request. Your client has issued a malformed or illegal request.",
    logMessage: `The request was not routed: it is malformed (${why}).`,
  };
}

/** Nothing serves the service yet. */
export function notServing(): Refusal {
  return {
    status: 404,
    body: "Error: Page not found. The requested URL was not found on this server.",
    logMessage: "The request was not routed: no revision of the service has traffic.",
  };
}

const NO_INSTANCE = "The request was aborted because there was no available instance.";

/**
 * Nothing could take the request: 429 where all instances are busy and no more may run, 500 where more may but none came in
 * time (https://cloud.google.com/run/docs/troubleshooting#abort-request), 503 where none starts.
 */
export function unavailable(error: unknown): Refusal {
  const logMessage = `${NO_INSTANCE} Additional troubleshooting documentation can be found at: ${TROUBLESHOOTING}#abort-request`;
  const reason = error instanceof NoInstance ? error.reason : undefined;
  if (reason === "saturated") return { status: 429, body: "Rate exceeded.", logMessage };
  if (reason === "scaling") return { status: 500, body: NO_INSTANCE, logMessage };
  return {
    status: 503,
    body: "Service Unavailable",
    logMessage: error instanceof Error ? error.message : String(error),
  };
}

/** The refusal as raw HTTP/1.1, for a connection that asked to be upgraded. */
export function rawResponse({ status, body }: Refusal): string {
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}`,
    "content-type: text/plain",
    `content-length: ${Buffer.byteLength(body)}`,
    "connection: close",
    "",
    body,
  ].join("\r\n");
}
