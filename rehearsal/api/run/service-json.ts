import type { Json, RevisionDocument, ServiceDocument } from "../../contract.ts";

/** A service as Google's JSON; `typed` for google.protobuf.Any. */
export function serviceJson(service: ServiceDocument, typed?: "typed"): { [key: string]: Json } {
  return withType(service as unknown as { [key: string]: Json }, "Service", typed);
}

/** A revision as Google's JSON; `typed` for google.protobuf.Any. */
export function revisionJson(revision: RevisionDocument, typed?: "typed"): { [key: string]: Json } {
  return withType(revision as unknown as { [key: string]: Json }, "Revision", typed);
}

function withType(json: { [key: string]: Json }, message: string, typed?: "typed"): { [key: string]: Json } {
  return typed ? { "@type": `type.googleapis.com/google.cloud.run.v2.${message}`, ...json } : json;
}
