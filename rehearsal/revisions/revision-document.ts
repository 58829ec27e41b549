import { createHash, randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { newEtag } from "../api/etag.ts";
import type { RevisionDocument, RevisionTemplate, ServiceDocument } from "../contract.ts";
import { NONCE_LABEL } from "./nonce-label.ts";
import { revisionName, shortName } from "./resource-name.ts";

/** Names of revisions that the template does not name: `<service>-00001-abc`, as Cloud Run forms them. */
export function generatedRevisionId(service: ServiceDocument, ordinal: number): string {
  const digest = createHash("sha256")
    .update(JSON.stringify([service.uid, ordinal, service.template]))
    .digest();
  const alphabet = "bcdfghjklmnpqrstvwxz2456789";
  const suffix = [...digest.subarray(0, 3)].map((byte) => alphabet[byte % alphabet.length]).join("");
  return `${shortName(service.name)}-${String(ordinal).padStart(5, "0")}-${suffix}`;
}

/** The document of a new revision of the service's template. */
export function newRevision(service: ServiceDocument, revisionId: string, now: string): RevisionDocument {
  const { revision: _name, containers = [], ...template } = service.template;
  return {
    ...template,
    name: revisionName(service.name, revisionId),
    uid: randomUUID(),
    generation: "1",
    service: shortName(service.name),
    createTime: now,
    updateTime: now,
    containers,
    reconciling: true,
    etag: newEtag(),
  };
}

/** Whether a revision has just the configuration that the template asks for. */
export function hasConfiguration(revision: RevisionDocument, template: RevisionTemplate): boolean {
  return isDeepStrictEqual(
    configuration(revision),
    configuration({ ...template, containers: template.containers ?? [] }),
  );
}

/** What makes a revision differ from another; names and labels do not, but for the label that is there to do so. */
function configuration(from: Omit<RevisionTemplate, "revision">): object {
  return JSON.parse(
    JSON.stringify({
      nonce: from.labels?.[NONCE_LABEL],
      annotations: orUndefined(from.annotations),
      containers: from.containers,
      volumes: orUndefined(from.volumes),
      scaling: orUndefined(from.scaling),
      timeout: from.timeout,
      serviceAccount: from.serviceAccount,
      executionEnvironment: from.executionEnvironment,
      maxInstanceRequestConcurrency: from.maxInstanceRequestConcurrency,
      sessionAffinity: from.sessionAffinity || undefined,
    }),
  );
}

/** Empty and absent mean the same in proto3 JSON. */
function orUndefined<T extends object>(value: T | undefined): T | undefined {
  return value && Object.keys(value).length > 0 ? value : undefined;
}
