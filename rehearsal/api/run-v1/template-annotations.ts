import { flag, flagByDefault, jsonDocument, text, wholeNumber, word } from "./annotation-codec.ts";
import type { AnnotationTable } from "./annotation-table.ts";

/** Cloud SQL instances are a volume in v2, secrets of other projects are full names. */
export const CLOUD_SQL_INSTANCES = "run.googleapis.com/cloudsql-instances";
export const SECRETS = "run.googleapis.com/secrets";

const GENERATION = word({ gen1: "EXECUTION_ENVIRONMENT_GEN1", gen2: "EXECUTION_ENVIRONMENT_GEN2" });
const EGRESS = word({ "all-traffic": "ALL_TRAFFIC", "private-ranges-only": "PRIVATE_RANGES_ONLY" });

/**
 * https://cloud.google.com/run/docs/reference/rest/v1/RevisionTemplate. Who made a template (`client-name`) is no field of v2;
 * it is the same as the service's.
 */
export const TEMPLATE_ANNOTATIONS: AnnotationTable = {
  fields: [
    { key: "autoscaling.knative.dev/minScale", path: ["scaling", "minInstanceCount"], codec: wholeNumber },
    { key: "autoscaling.knative.dev/maxScale", path: ["scaling", "maxInstanceCount"], codec: wholeNumber },
    {
      key: "run.googleapis.com/cpu-throttling",
      path: ["containers", 0, "resources", "cpuIdle"],
      codec: flagByDefault,
      whenAbsent: true,
    },
    {
      key: "run.googleapis.com/startup-cpu-boost",
      path: ["containers", 0, "resources", "startupCpuBoost"],
      codec: flag,
    },
    { key: "run.googleapis.com/execution-environment", path: ["executionEnvironment"], codec: GENERATION },
    { key: "run.googleapis.com/sessionAffinity", path: ["sessionAffinity"], codec: flag },
    { key: "run.googleapis.com/health-check-disabled", path: ["healthCheckDisabled"], codec: flag },
    { key: "run.googleapis.com/vpc-access-connector", path: ["vpcAccess", "connector"], codec: text },
    { key: "run.googleapis.com/vpc-access-egress", path: ["vpcAccess", "egress"], codec: EGRESS },
    {
      key: "run.googleapis.com/network-interfaces",
      path: ["vpcAccess", "networkInterfaces"],
      codec: jsonDocument,
    },
    { key: "run.googleapis.com/encryption-key", path: ["encryptionKey"], codec: text },
  ],
  outputOnly: new Set([
    "run.googleapis.com/client-name",
    "run.googleapis.com/client-version",
    "serving.knative.dev/creator",
    CLOUD_SQL_INSTANCES,
    SECRETS,
  ]),
};
