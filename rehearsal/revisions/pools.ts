import type { RevisionDocument } from "../contract.ts";
import type { ReadyInstance } from "./ready-instance.ts";
import { RevisionPool } from "./revision-pool.ts";

export interface PoolsOptions {
  idleTimeoutSeconds: number;
  start(revision: RevisionDocument): Promise<ReadyInstance>;
}

/** Cloud Run's defaults (https://cloud.google.com/run/docs/configuring/…/concurrency, /request-timeout, /max-instances). */
const DEFAULT_CONCURRENCY = 80;
const DEFAULT_TIMEOUT_SECONDS = 300;
const DEFAULT_MAX_INSTANCES = 100;

/** The pools of all revisions, by full name; each is made when it is first asked for. */
export class RevisionPools {
  readonly #options: PoolsOptions;
  readonly #pools = new Map<string, RevisionPool>();

  constructor(options: PoolsOptions) {
    this.#options = options;
  }

  of(revision: RevisionDocument): RevisionPool {
    const present = this.#pools.get(revision.name);
    if (present) return present;
    const pool = new RevisionPool({
      revision: revision.name,
      timeoutSeconds: Number.parseFloat(revision.timeout ?? "") || DEFAULT_TIMEOUT_SECONDS,
      concurrency: revision.maxInstanceRequestConcurrency || DEFAULT_CONCURRENCY,
      maxInstances: revision.scaling?.maxInstanceCount || DEFAULT_MAX_INSTANCES,
      sessionAffinity: revision.sessionAffinity ?? false,
      idleTimeoutSeconds: this.#options.idleTimeoutSeconds,
      start: () => this.#options.start(revision),
    });
    this.#pools.set(revision.name, pool);
    return pool;
  }

  /** The pool of that name, where one was made. */
  named(revisionName: string): RevisionPool | undefined {
    return this.#pools.get(revisionName);
  }

  /** Those of one service. */
  startingWith(prefix: string): RevisionPool[] {
    return [...this.#pools.values()].filter(({ revision }) => revision.startsWith(prefix));
  }

  async close(revisionName: string): Promise<void> {
    const pool = this.#pools.get(revisionName);
    this.#pools.delete(revisionName);
    await pool?.close();
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.#pools.keys()].map((name) => this.close(name)));
  }
}
