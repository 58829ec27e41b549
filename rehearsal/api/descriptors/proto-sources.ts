/**
 * Where the .proto files of the emulated APIs come from: folders inside npm packages, and our own for the APIs whose
 * .proto files Google publishes in no npm package (IAM admin v1, Resource Manager v1 and Cloud Run v1).
 */
export const PROTO_PACKAGES: Readonly<Record<string, readonly string[]>> = {
  "google-gax": [
    "google/api",
    "google/api/serviceusage/v1",
    "google/iam/v1",
    "google/longrunning",
    "google/rpc",
    "google/type",
    "google/cloud/location",
  ],
  "@google-cloud/run": ["google/cloud/run/v2"],
  "@google-cloud/artifact-registry": ["google/devtools/artifactregistry/v1"],
  "@google-cloud/secret-manager": ["google/cloud/secretmanager/v1"],
  "@google-cloud/sql": ["google/cloud/sql/v1", "google/cloud/sql/v1beta4"],
  "@google-cloud/logging-api": ["google/logging/type", "google/logging/v2"],
  "@google-cloud/monitoring": ["google/monitoring/v3"],
};

/** The folders of our own .proto files, below `rehearsal/api/protos/`. */
export const OWN_PROTO_FOLDERS: readonly string[] = [
  "google/iam/admin/v1",
  "google/cloud/resourcemanager/v1",
  "google/cloud/run/v1",
];
