import type { HttpRule } from "./http-rule.ts";

const CLOUD_RUN = "/v2/{name=projects/*/locations/*/operations/*}";
const ARTIFACT_REGISTRY = "/v1/{name=projects/*/locations/*/operations/*}";

/**
 * HTTP forms that Google's service configurations (`run_v2.yaml`, `artifactregistry_v1.yaml`) add to methods of
 * google.longrunning.Operations, and the path without `/sql/` under which Cloud SQL Admin v1beta4 answers, too.
 * https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.operations
 * https://cloud.google.com/artifact-registry/docs/reference/rest/v1/projects.locations.operations
 */
export const MIXIN_RULES: Readonly<Record<string, readonly HttpRule[]>> = {
  "google.longrunning.Operations.GetOperation": [rule("GET", CLOUD_RUN), rule("GET", ARTIFACT_REGISTRY)],
  "google.longrunning.Operations.DeleteOperation": [rule("DELETE", CLOUD_RUN)],
  "google.longrunning.Operations.WaitOperation": [rule("POST", `${CLOUD_RUN}:wait`, "*")],
  "google.longrunning.Operations.ListOperations": [
    rule("GET", "/v2/{name=projects/*/locations/*}/operations"),
  ],
  "google.cloud.sql.v1beta4.SqlInstancesService.Get": [
    rule("GET", "/v1beta4/projects/{project}/instances/{instance}"),
  ],
  "google.cloud.sql.v1beta4.SqlInstancesService.List": [rule("GET", "/v1beta4/projects/{project}/instances")],
  "google.cloud.sql.v1beta4.SqlDatabasesService.Get": [
    rule("GET", "/v1beta4/projects/{project}/instances/{instance}/databases/{database}"),
  ],
  "google.cloud.sql.v1beta4.SqlDatabasesService.List": [
    rule("GET", "/v1beta4/projects/{project}/instances/{instance}/databases"),
  ],
};

function rule(httpMethod: string, template: string, body?: string): HttpRule {
  return { httpMethod, template, body };
}
