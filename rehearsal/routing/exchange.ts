import type { IncomingMessage } from "node:http";
import type { LogBatch } from "../revisions/log-batch.ts";
import { forwardedHeaders } from "./forwarded-headers.ts";
import type { InvokerPolicy } from "./invoker-policy.ts";
import { forbidden, notServing, type Refusal } from "./refusal.ts";
import { logRequest } from "./request-log.ts";
import type { Backend, Lease } from "./routes.ts";
import { type TraceContext, traceContext } from "./trace-context.ts";

/** What every request needs. */
export interface RoutingContext {
  policy: InvokerPolicy;
  logs: LogBatch;
}

/** One address: a service or one of its tags. */
export interface Route {
  serviceName: string;
  choose(): Backend | undefined;
}

/** One request on its way, whatever its protocol. */
export interface Exchange {
  request: IncomingMessage;
  trace: TraceContext;
  remoteIp: string;
  startedAt: number;
  /** Set as the exchange goes on. */
  status: number;
  responseBytes: number;
  lease?: Lease;
  message?: string;
}

export function openExchange(request: IncomingMessage): Exchange {
  const given = request.headers["x-cloud-trace-context"];
  return {
    request,
    trace: traceContext(typeof given === "string" ? given : undefined),
    remoteIp: request.socket.remoteAddress ?? "unknown",
    startedAt: performance.now(),
    status: 0,
    responseBytes: 0,
  };
}

/** The revision that shall take the request, or the answer where none may. */
export function admit({ policy }: RoutingContext, route: Route, request: IncomingMessage): Backend | Refusal {
  if (!policy.allows(route.serviceName, request.headers.authorization)) return forbidden(request.url ?? "/");
  return route.choose() ?? notServing();
}

/** The request's headers as the instance gets them. */
export function headersFor({ request, remoteIp, trace }: Exchange): string[] {
  const forwardedFor = request.headers["x-forwarded-for"];
  return forwardedHeaders(request.rawHeaders, {
    address: remoteIp,
    forwardedFor: Array.isArray(forwardedFor) ? forwardedFor.join(", ") : forwardedFor,
    trace: trace.header,
  });
}

/** Gives the instance back and writes the log entry; called once, when the last byte has gone or the client has. */
export function closeExchange(
  { logs }: RoutingContext,
  route: Route,
  exchange: Exchange,
  revision: string,
): void {
  exchange.lease?.release();
  logRequest(logs, {
    request: exchange.request,
    revision: revision || `${route.serviceName}/revisions/`,
    instanceId: exchange.lease?.upstream.instanceId ?? "",
    traceId: exchange.trace.traceId,
    remoteIp: exchange.remoteIp,
    status: exchange.status,
    responseBytes: exchange.responseBytes,
    latencyMs: performance.now() - exchange.startedAt,
    ...(exchange.message === undefined ? {} : { message: exchange.message }),
  });
}
