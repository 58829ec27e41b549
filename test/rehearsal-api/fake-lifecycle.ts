import type {
  Condition,
  Lifecycle,
  RevisionDocument,
  ServiceDocument,
  Store,
} from "../../rehearsal/contract.ts";
import { chooseRevision } from "../../rehearsal/revisions/choose-revision.ts";

/** A lifecycle that runs nothing: services become ready at once, or fail with what `failWith` says. */
export interface FakeLifecycle extends Lifecycle {
  /** Names given to `reconcile`, in order. */
  reconciled: string[];
  failWith: Pick<Condition, "message" | "reason"> | undefined;
  /** Holds every reconciliation until `release` is called. */
  hold(): { release(): void };
}

export function fakeLifecycle(store: Store): FakeLifecycle {
  let gate = Promise.resolve();
  const lifecycle: FakeLifecycle = {
    reconciled: [],
    failWith: undefined,
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>();
      gate = promise;
      return { release: resolve };
    },
    async reconcile(name) {
      lifecycle.reconciled.push(name);
      await gate;
      settle(store, name, lifecycle.failWith);
    },
    async deleteService(name) {
      await gate;
      for (const { name: revision } of store.list<RevisionDocument>("revisions", `${name}/revisions/`)) {
        store.delete("revisions", revision);
      }
      store.delete("services", name);
    },
    endInstance: async () => ({ seconds: 0.2, killed: false }),
    async deleteRevision(name) {
      store.delete("revisions", name);
    },
    async serviceUri(name) {
      return `http://127.0.0.1:18081/${name.slice(name.lastIndexOf("/") + 1)}`;
    },
  };
  return lifecycle;
}

function settle(store: Store, name: string, failure: FakeLifecycle["failWith"]): void {
  const service = store.get<ServiceDocument>("services", name);
  if (!service) return;
  const existing = store.list<RevisionDocument>("revisions", `${name}/revisions/`);
  const { revision } = chooseRevision(service, existing, new Date().toISOString());
  store.put("revisions", revision.name, revision);
  const condition = (type: string): Condition => ({
    type,
    ...(failure ? { state: "CONDITION_FAILED", ...failure } : { state: "CONDITION_SUCCEEDED" }),
  });
  store.put("services", name, {
    ...service,
    reconciling: false,
    observedGeneration: service.generation,
    terminalCondition: condition("Ready"),
    conditions: [condition("RoutesReady"), condition("ConfigurationsReady")],
    latestCreatedRevision: revision.name,
    ...(!failure && { latestReadyRevision: revision.name, trafficStatuses: service.traffic ?? [] }),
  });
}
