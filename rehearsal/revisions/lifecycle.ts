import type { FastifyBaseLogger } from "fastify";
import type { Lifecycle, RevisionDocument, Store } from "../contract.ts";
import type { Router } from "../routing/router.ts";
import { applyRoutes, openTags } from "./apply-routes.ts";
import { RevisionPools } from "./pools.ts";
import type { ReadyInstance } from "./ready-instance.ts";
import { type Reconciler, reconcileService } from "./reconcile-service.ts";
import { serviceOfRevision } from "./resource-name.ts";
import { SerialQueue } from "./serial-queue.ts";
import { createServiceStore } from "./service-store.ts";
import { shiftNamedTraffic } from "./shift-traffic.ts";

/** The lifecycle with what the daemon needs besides. */
export interface RunningLifecycle extends Lifecycle {
  /** After a restart: the same addresses and routes as before, minimum instances at once, unfinished services finished. */
  resume(): Promise<void>;
  /** Stops all instances; the documents stay, so that a later start serves them again. */
  close(): Promise<void>;
}

export interface LifecycleOptions {
  store: Store;
  router: Router;
  /** How long an instance without requests is kept. Default: 900, as Cloud Run's longest. */
  idleTimeoutSeconds?: number;
  /** Starts one instance and waits until it is ready; rejects with InstanceNotReady. */
  start(revision: RevisionDocument): Promise<ReadyInstance>;
  /** Takes bugs of work that nobody waits for. */
  logger?: Pick<FastifyBaseLogger, "error">;
  clock?: () => Date;
}

/** https://cloud.google.com/run/docs/about-instance-autoscaling: idle instances are kept for up to 15 minutes. */
const IDLE_TIMEOUT_SECONDS = 900;

/** 128 and SIGKILL, which is 9. */
const KILLED = 137;

/** What brings the instances and routes in line with the stored documents. */
export function createLifecycle(options: LifecycleOptions): RunningLifecycle {
  const { router, idleTimeoutSeconds = IDLE_TIMEOUT_SECONDS, clock = () => new Date() } = options;
  const store = createServiceStore(options.store);
  const pools = new RevisionPools({ idleTimeoutSeconds, start: options.start });
  const queue = new SerialQueue();
  const reconciler: Reconciler = { store, router, pools, now: () => clock().toISOString() };
  const reconcile = async (name: string) => {
    // What needs no new revision does not wait for its turn: an earlier change may be starting instances for minutes.
    const shifted = shiftNamedTraffic(reconciler, name);
    await Promise.all([shifted, queue.run(name, () => reconcileService(reconciler, name))]);
  };
  const resumeService = async (name: string, isSettled: boolean) => {
    await router.serviceUri(name);
    const tags = store.service(name)?.trafficStatuses?.flatMap(({ tag }) => tag ?? []) ?? [];
    await openTags(router, name, tags);
    applyRoutes(reconciler, name);
    if (isSettled) return;
    reconcile(name).catch((error: unknown) =>
      options.logger?.error({ err: error, service: name }, "reconciliation"),
    );
  };
  return {
    reconcile,
    serviceUri: (name) => router.serviceUri(name),
    deleteService: (name) =>
      queue.run(name, async () => {
        await router.removeService(name);
        await Promise.all(
          pools.startingWith(`${name}/revisions/`).map(({ revision }) => pools.close(revision)),
        );
        store.deleteService(name);
      }),
    deleteRevision: (name) =>
      queue.run(serviceOfRevision(name), async () => {
        await pools.close(name);
        store.deleteRevision(name);
      }),
    async endInstance(name) {
      const instance = pools.named(name)?.takeIdle();
      if (!instance) return undefined;
      const startedMs = performance.now();
      const { exitCode } = await instance.stop();
      return { seconds: (performance.now() - startedMs) / 1000, killed: exitCode === KILLED };
    },
    async resume() {
      await Promise.all(store.services().map(({ name, reconciling }) => resumeService(name, !reconciling)));
    },
    async close() {
      await pools.closeAll();
      await queue.idle();
    },
  };
}
