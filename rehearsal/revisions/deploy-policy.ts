import type { RevisionDocument, ServiceDocument } from "../contract.ts";
import { isReady } from "./conditions.ts";

/** Reasons that lie outside the revision; they may have gone since. */
const OUTSIDE = new Set(["INTERNAL", "CONTAINER_MISSING", "SECRETS_ACCESS_CHECK_FAILED"]);

/**
 * Whether to start an instance to find out if the revision becomes ready. A ready one stays ready. One that failed is tried
 * again where it is declared anew or the reason lay outside; a mere traffic change (a rollback) does not wait for it.
 */
export function needsDeployment(service: ServiceDocument, revision: RevisionDocument): boolean {
  if (isReady(revision)) return false;
  if (revision.reconciling || service.latestCreatedRevision !== revision.name) return true;
  if (service.observedGeneration === service.generation) return true;
  return revision.conditions?.some(({ reason }) => OUTSIDE.has(reason ?? "")) ?? true;
}
