import type { IncomingMessage } from "node:http";
import { logEntry } from "../revisions/cloud-logging.ts";
import type { LogBatch } from "../revisions/log-batch.ts";
import { parseServiceName, serviceOfRevision } from "../revisions/resource-name.ts";
import type { RequestHead } from "./request-head.ts";

/** One request that has ended. */
export interface RequestFacts {
  request: IncomingMessage;
  head: RequestHead;
  /** Full name of the revision it was sent to, where it came that far. */
  revision: string;
  instanceId: string;
  traceId: string;
  remoteIp: string;
  status: number;
  responseBytes: number;
  latencyMs: number;
  /** Of requests that the platform answered. */
  message: string | undefined;
}

/** Adds the request's entry to the log `run.googleapis.com/requests`. */
export function logRequest(logs: LogBatch, facts: RequestFacts): void {
  const endedAt = new Date();
  logs.add(() => {
    const { project } = parseServiceName(serviceOfRevision(facts.revision));
    const { method, url = "/", httpVersion } = facts.request;
    const { host, contentLength, userAgent } = facts.head;
    return {
      ...logEntry(facts, "requests", severityOf(facts.status), endedAt),
      httpRequest: {
        requestMethod: method ?? "GET",
        requestUrl: `http://${host}${url}`,
        ...(contentLength ? { requestSize: contentLength } : {}),
        status: facts.status,
        responseSize: String(facts.responseBytes),
        ...(userAgent ? { userAgent } : {}),
        remoteIp: facts.remoteIp,
        latency: `${(facts.latencyMs / 1000).toFixed(6)}s`,
        protocol: `HTTP/${httpVersion}`,
      },
      ...(facts.message ? { textPayload: facts.message } : {}),
      trace: `projects/${project}/traces/${facts.traceId}`,
    };
  });
}

function severityOf(status: number): string {
  if (status >= 500) return "ERROR";
  return status >= 400 ? "WARNING" : "INFO";
}
