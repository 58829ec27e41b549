import type { RevisionDocument, ServiceDocument } from "../../rehearsal/contract.ts";

export const SERVICE = "projects/p/locations/l/services/web";

export const CONTAINER = { image: "127.0.0.1:1/p/r/web@sha256:1", ports: [{ containerPort: 8000 }] };

export function serviceDocument(changes: Partial<ServiceDocument> = {}): ServiceDocument {
  return {
    name: SERVICE,
    uid: "u",
    generation: "1",
    createTime: "2026-11-21T12:00:00.000Z",
    updateTime: "2026-11-21T12:00:00.000Z",
    template: { containers: [CONTAINER] },
    reconciling: true,
    etag: '"1"',
    ...changes,
  };
}

export function revisionDocument(id: string, changes: Partial<RevisionDocument> = {}): RevisionDocument {
  return {
    name: `${SERVICE}/revisions/${id}`,
    uid: "r",
    generation: "1",
    service: "web",
    createTime: "2026-11-21T12:00:00.000Z",
    updateTime: "2026-11-21T12:00:00.000Z",
    containers: [CONTAINER],
    etag: '"1"',
    ...changes,
  };
}
