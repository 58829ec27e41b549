import type { Difference } from "../difference.ts";
import { SERVICE_TYPE } from "../resource-view.ts";
import type { ClassRule } from "../rule.ts";

/** Properties of a service that only say which client wrote last, or with which stage of Google's API. */
const STAMPS = new Set(["client", "clientVersion", "launchStage"]);

/**
 * Namespaces of annotations and labels that only Google's systems and clients may use: in v2 of the API what they once set are
 * fields, so what is left in them is a stamp. https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.services
 */
const RESERVED =
  /^(run\.googleapis\.com|cloud\.googleapis\.com|serving\.knative\.dev|autoscaling\.knative\.dev|client\.knative\.dev|netra\.dev)\/|^goog-/;

/** What a client leaves of itself: its name and version, annotations and labels of its own, the name it gave a revision. */
export const clientStamp: ClassRule = {
  driftClass: "client-stamp",
  reason(difference) {
    if (difference.type !== SERVICE_TYPE) return undefined;
    if (STAMPS.has(difference.path)) return "it says which client last wrote the service";
    if (difference.path === "template.revision") {
      return "the client that made the revision named it; its content is compared property by property";
    }
    return isReservedMark(difference) ? "this namespace belongs to Google's clients" : undefined;
  },
};

function isReservedMark({ path }: Difference): boolean {
  const [, key] = /^(?:template\.)?(?:labels|annotations)(?:\.|\[")([^"]+)/.exec(path) ?? [];
  return key !== undefined && RESERVED.test(key);
}
