import {
  ApiError,
  type Condition,
  type Json,
  type RevisionDocument,
  type ServiceDocument,
} from "../../contract.ts";
import type { Cloud } from "../cloud.ts";
import type { StoredOperation, Workers } from "../operations/operations.ts";
import { resourceNotFound } from "./not-found.ts";
import { serviceJson } from "./service-json.ts";

/** The work of Cloud Run's operations; each can be done again after a restart. */
export function runWorkers({
  store,
  lifecycle,
  clock,
}: Pick<Cloud, "store" | "lifecycle" | "clock">): Workers {
  return {
    async "reconcile-service"(name) {
      const service = await settled(store, lifecycle, name);
      if (!service) throw resourceNotFound(name, "SERVICE");
      if (service.terminalCondition?.state !== "CONDITION_SUCCEEDED")
        throw failureOf(service.terminalCondition);
      return serviceJson(service, "typed");
    },
    async "delete-service"(name, { operation }) {
      const revisions = store.list<RevisionDocument>("revisions", `${name}/revisions/`);
      if (store.get("services", name) || revisions.length > 0) await lifecycle.deleteService(name);
      store.delete("iamPolicies", name);
      return deleted(operation, clock);
    },
    async "delete-revision"(name, { operation }) {
      if (store.get("revisions", name)) await lifecycle.deleteRevision(name);
      return deleted(operation, clock);
    },
  };
}

/** The service once it has settled; a change that came in between is waited for, too. */
async function settled(
  store: Cloud["store"],
  lifecycle: Cloud["lifecycle"],
  name: string,
): Promise<ServiceDocument | undefined> {
  for (;;) {
    const generation = store.get<ServiceDocument>("services", name)?.generation;
    await lifecycle.reconcile(name);
    const service = store.get<ServiceDocument>("services", name);
    if (!service?.reconciling || service.generation === generation) return service;
  }
}

function deleted({ metadata }: StoredOperation["operation"], clock: () => Date): Json {
  return { ...(metadata as { [key: string]: Json }), deleteTime: clock().toISOString() };
}

/**
 * A failed condition as the error of an operation: code 5 when the image is not there, otherwise 9 (FAILED_PRECONDITION),
 * with the condition's message. https://cloud.google.com/run/docs/troubleshooting
 */
function failureOf(condition: Condition | undefined): ApiError {
  const message = condition?.message ?? "The service did not become ready.";
  return condition?.reason === "CONTAINER_MISSING" || /^Image '.*' not found/m.test(message)
    ? new ApiError(404, "NOT_FOUND", message)
    : new ApiError(400, "FAILED_PRECONDITION", message);
}
