import type { IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
import type { RequestMetrics } from "../metrics/request-metrics.ts";
import type { LogBatch } from "../revisions/log-batch.ts";
import { addClientHeaders } from "./forwarded-headers.ts";
import type { InvokerPolicy } from "./invoker-policy.ts";
import { forbidden, notServing, type Refusal } from "./refusal.ts";
import { type RequestHead, readRequestHead } from "./request-head.ts";
import { logRequest } from "./request-log.ts";
import type { Backend, Lease } from "./routes.ts";
import { readSession, type Session, sessionCookie } from "./session-affinity.ts";
import { type TraceContext, traceContext } from "./trace-context.ts";

/** What every request needs. */
export interface RoutingContext {
  policy: InvokerPolicy;
  logs: LogBatch;
  metrics: Pick<RequestMetrics, "record">;
}

/** Where a request goes, and where in [0, 1) of the traffic it lay. */
export interface Choice {
  backend: Backend;
  draw: number;
}

/** One address: a service or one of its tags. */
export interface Route {
  serviceName: string;
  /** The revision for a new client, or for one that comes back. */
  choose(session: Session | undefined): Choice | undefined;
}

/** One request on its way, whatever its protocol. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly head: RequestHead;
  readonly trace: TraceContext;
  readonly remoteIp: string;
  readonly startedAt: number;
  readonly session: Session | undefined;
  /** Set as the exchange goes on. */
  choice: Choice | undefined;
  status: number;
  responseBytes: number;
  lease: Lease | undefined;
  leasedAt: number;
  /** The request's body on its way to an instance. */
  body: Readable | undefined;
  /** The way to the instance, while there is one. */
  forwarding: { clientGone(): void } | undefined;
  message: string | undefined;
}

export function openExchange(request: IncomingMessage): Exchange {
  const head = readRequestHead(request.rawHeaders);
  return {
    request,
    head,
    trace: traceContext(head.trace),
    remoteIp: request.socket.remoteAddress ?? "unknown",
    startedAt: performance.now(),
    session: readSession(head.cookie),
    choice: undefined,
    ...{ status: 0, responseBytes: 0, lease: undefined, leasedAt: 0 },
    ...{ body: undefined, forwarding: undefined, message: undefined },
  };
}

/** Decides which revision shall take the request, or gives the answer where none may. */
export function admit({ policy }: RoutingContext, route: Route, exchange: Exchange): Choice | Refusal {
  const { head, request, session } = exchange;
  if (!policy.allows(route.serviceName, head.authorization)) return forbidden(request.url ?? "/");
  exchange.choice = route.choose(session);
  return exchange.choice ?? notServing();
}

/** An instance of the revision; for a client that comes back the one that served it, where that can. */
export function acquire({ session }: Exchange, backend: Backend): Lease | Promise<Lease> {
  return backend.sessionAffinity && session ? backend.acquire(session.instance) : backend.acquire();
}

/** The instance takes the request from now on. */
export function assign(exchange: Exchange, lease: Lease): void {
  exchange.lease = lease;
  exchange.leasedAt = performance.now();
}

/** The request's headers as the instance gets them; called once per exchange and instance. */
export function headersFor({ head, remoteIp, trace }: Exchange): string[] {
  const { passedOn, forwardedFor } = head;
  return addClientHeaders([...passedOn], { address: remoteIp, forwardedFor, trace: trace.header });
}

/**
 * What the router adds to an answer (flat: name, value, …): which revision gave it, which is the rehearsal's own, and the cookie
 * of session affinity where the client is new to the instance.
 */
export function addedHeaders({ choice, lease, session }: Exchange): string[] {
  if (!choice || !lease) return [];
  const { backend, draw } = choice;
  const added = ["x-rehearsal-revision", backend.revision.slice(backend.revision.lastIndexOf("/") + 1)];
  const { instanceId } = lease.upstream;
  if (backend.sessionAffinity && !(session && instanceId.startsWith(session.instance))) {
    added.push("set-cookie", sessionCookie(draw, instanceId));
  }
  return added;
}

/**
 * Gives the instance back, counts the request and writes its log entry; called once, when the last byte has gone or the client has.
 * As in Cloud Run, metrics are of what reached an instance, and its start is no part of the latency.
 */
export function closeExchange({ logs, metrics }: RoutingContext, route: Route, exchange: Exchange): void {
  const { choice, lease, status } = exchange;
  const now = performance.now();
  lease?.release();
  if (choice && lease && status > 0) metrics.record(choice.backend.revision, status, now - exchange.leasedAt);
  logRequest(logs, {
    request: exchange.request,
    head: exchange.head,
    revision: choice?.backend.revision ?? `${route.serviceName}/revisions/`,
    instanceId: lease?.upstream.instanceId ?? "",
    traceId: exchange.trace.traceId,
    remoteIp: exchange.remoteIp,
    status,
    responseBytes: exchange.responseBytes,
    latencyMs: now - exchange.startedAt,
    message: exchange.message,
  });
}
