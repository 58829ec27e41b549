import { shortName } from "../resource-name.ts";
import type { V1Collection } from "./object-meta.ts";
import type { V1Status } from "./v1-types.ts";

/** What a deletion answers, which then goes on: https://cloud.google.com/run/docs/reference/rest/v1/Status */
export function successOf({ name, uid }: { name: string; uid: string }, kind: V1Collection): V1Status {
  return { status: "Success", details: { name: shortName(name), group: "serving.knative.dev", kind, uid } };
}
