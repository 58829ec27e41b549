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
  /** Whether a client's requests go to one instance as long as they can. */
  sessionAffinity?: boolean;
  /**
   * A free instance, at once or as soon as there is one: the one whose ID begins so where that has room. Throws or rejects with
   * {@link NoInstance}.
   */
  acquire(instanceIdPrefix?: string): Lease | Promise<Lease>;
}

/** Where the requests to a service go. */
export interface ServiceRoutes {
  targets: { backend: Backend; percent: number }[];
  tags: { tag: string; backend: Backend }[];
}

/** All are busy and no more may run; more may but none has started in time; none starts. */
export type NoInstanceReason = "saturated" | "scaling" | "start-failed";

/** No instance could take the request. */
export class NoInstance extends Error {
  readonly reason: NoInstanceReason;

  constructor(reason: NoInstanceReason, message: string) {
    super(message);
    this.name = "NoInstance";
    this.reason = reason;
  }
}
