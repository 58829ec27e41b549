import type { ReadyInstance } from "./ready-instance.ts";

/** What a revision's pool keeps to, and how it gets instances. */
export interface RevisionPoolOptions {
  /** Full name of the revision. */
  revision: string;
  timeoutSeconds: number;
  concurrency: number;
  maxInstances: number;
  /** Whether a client's requests go to one instance as long as they can. */
  sessionAffinity?: boolean;
  idleTimeoutSeconds: number;
  /** How often the concurrency is looked at. Default: 2 s. */
  evaluationSeconds?: number;
  start(): Promise<ReadyInstance>;
}
