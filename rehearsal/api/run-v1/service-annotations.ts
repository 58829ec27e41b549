import { flag, jsonDocument, text, wholeNumber, word } from "./annotation-codec.ts";
import type { AnnotationTable } from "./annotation-table.ts";

export const CREATOR = "serving.knative.dev/creator";
export const LAST_MODIFIER = "serving.knative.dev/lastModifier";
export const INGRESS_STATUS = "run.googleapis.com/ingress-status";
export const URLS = "run.googleapis.com/urls";
export const OPERATION_ID = "run.googleapis.com/operation-id";

export const INGRESS = word({
  all: "INGRESS_TRAFFIC_ALL",
  internal: "INGRESS_TRAFFIC_INTERNAL_ONLY",
  "internal-and-cloud-load-balancing": "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER",
  none: "INGRESS_TRAFFIC_NONE",
});

const LAUNCH_STAGE = word({ GA: "GA", BETA: "BETA", ALPHA: "ALPHA" }, "GA");
const SCALING_MODE = word({ automatic: "AUTOMATIC", manual: "MANUAL" });

/** https://cloud.google.com/run/docs/reference/rest/v1/namespaces.services#ObjectMeta (`annotations`) */
export const SERVICE_ANNOTATIONS: AnnotationTable = {
  fields: [
    { key: "run.googleapis.com/ingress", path: ["ingress"], codec: INGRESS },
    { key: "run.googleapis.com/launch-stage", path: ["launchStage"], codec: LAUNCH_STAGE, whenAbsent: "GA" },
    { key: "run.googleapis.com/description", path: ["description"], codec: text },
    { key: "run.googleapis.com/client-name", path: ["client"], codec: text },
    { key: "run.googleapis.com/client-version", path: ["clientVersion"], codec: text },
    { key: "run.googleapis.com/invoker-iam-disabled", path: ["invokerIamDisabled"], codec: flag },
    { key: "run.googleapis.com/default-url-disabled", path: ["defaultUriDisabled"], codec: flag },
    { key: "run.googleapis.com/custom-audiences", path: ["customAudiences"], codec: jsonDocument },
    { key: "run.googleapis.com/minScale", path: ["scaling", "minInstanceCount"], codec: wholeNumber },
    { key: "run.googleapis.com/maxScale", path: ["scaling", "maxInstanceCount"], codec: wholeNumber },
    { key: "run.googleapis.com/scalingMode", path: ["scaling", "scalingMode"], codec: SCALING_MODE },
    {
      key: "run.googleapis.com/manualInstanceCount",
      path: ["scaling", "manualInstanceCount"],
      codec: wholeNumber,
    },
  ],
  outputOnly: new Set([CREATOR, LAST_MODIFIER, INGRESS_STATUS, URLS, OPERATION_ID]),
};
