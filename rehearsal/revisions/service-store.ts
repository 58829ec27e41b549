import { newEtag } from "../api/etag.ts";
import type { RevisionDocument, ServiceDocument, Store } from "../contract.ts";

/** Reads and writes the documents of services and their revisions; a change gives a new etag. */
export interface ServiceStore {
  service(name: string): ServiceDocument | undefined;
  services(): ServiceDocument[];
  /** Of a thousand revisions all are read: ask for the one by name where that does. */
  revisions(serviceName: string): RevisionDocument[];
  revision(name: string): RevisionDocument | undefined;
  /** Changes the stored document as it is by now; a service that has been deleted stays deleted. */
  updateService(name: string, change: Partial<ServiceDocument>): void;
  updateRevision(name: string, change: Partial<RevisionDocument>): void;
  addRevision(revision: RevisionDocument): void;
  deleteRevision(name: string): void;
  /** The service, its revisions and its IAM policy, all at once. */
  deleteService(name: string): void;
}

/** The service store on top of the rehearsal's documents. */
export function createServiceStore(store: Store): ServiceStore {
  const update =
    <T extends { etag: string }>(collection: "services" | "revisions") =>
    (name: string, change: Partial<T>) =>
      store.transaction(() => {
        const current = store.get<T>(collection, name);
        if (current) store.put(collection, name, { ...current, ...change, etag: newEtag() });
      });
  const revisions = (serviceName: string) =>
    store.list<RevisionDocument>("revisions", `${serviceName}/revisions/`);
  return {
    service: (name) => store.get("services", name),
    services: () => store.list("services"),
    revisions,
    revision: (name) => store.get("revisions", name),
    updateService: update<ServiceDocument>("services"),
    updateRevision: update<RevisionDocument>("revisions"),
    addRevision: (revision) => store.put("revisions", revision.name, revision),
    deleteRevision: (name) => store.delete("revisions", name),
    deleteService: (name) =>
      store.transaction(() => {
        for (const revision of revisions(name)) store.delete("revisions", revision.name);
        store.delete("iamPolicies", name);
        store.delete("services", name);
      }),
  };
}
