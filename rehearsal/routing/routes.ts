import type { Upstream } from "./upstream.ts";

/** The right to send one request to an instance; given back once the response has ended. */
export interface Lease {
  upstream: Upstream;
  release(): void;
  /** Gives it back and says that the instance takes no connections any more; it gets no further requests. */
  abandon(): void;
}

/** A revision as the router sees it. */
export interface Backend {
  /** Full name of the revision. */
  revision: string;
  /** Of one request, the start of an instance included. */
  timeoutSeconds: number;
  /** Resolves with a free instance, as soon as there is one. Rejects with {@link NoInstance}. */
  acquire(): Promise<Lease>;
}

/** Where the requests to a service go. */
export interface ServiceRoutes {
  targets: { backend: Backend; percent: number }[];
  tags: { tag: string; backend: Backend }[];
}

/** No instance could take the request. */
export class NoInstance extends Error {
  readonly reason: "saturated" | "start-failed";

  constructor(reason: "saturated" | "start-failed", message: string) {
    super(message);
    this.name = "NoInstance";
    this.reason = reason;
  }
}
