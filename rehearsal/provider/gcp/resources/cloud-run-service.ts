import {
  COMPUTED,
  flag,
  integer,
  list,
  notEmulated,
  REPLACES,
  REQUIRED,
  record,
  text,
} from "../../schema/property.ts";
import { ANNOTATIONS, LABELS } from "../labels.ts";
import { type RestTable, restResource } from "../rest-resource.ts";
import { serviceStatus } from "./cloud-run-status.ts";
import { template } from "./cloud-run-template.ts";

const INGRESS = [
  "INGRESS_TRAFFIC_ALL",
  "INGRESS_TRAFFIC_INTERNAL_ONLY",
  "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER",
];
const LAUNCH_STAGES = ["UNIMPLEMENTED", "PRELAUNCH", "EARLY_ACCESS", "ALPHA", "BETA", "GA", "DEPRECATED"];
const ALLOCATION_TYPES = ["TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION"];

const trafficTarget = record({
  percent: integer(COMPUTED),
  revision: text(),
  tag: text(),
  type: text({ oneOf: ALLOCATION_TYPES }),
});

/**
 * gcp:cloudrunv2/service:Service. Updates send the whole service with neither updateMask nor etag, as the real plugin does.
 *
 * @see https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.services
 */
export const cloudRunServiceTable: RestTable = {
  noun: "Service",
  endpoints: ["cloudRunV2CustomEndpoint"],
  autoName: "name",
  schema: {
    ...LABELS,
    ...ANNOTATIONS,
    binaryAuthorization: record({ breakglassJustification: text(), policy: text(), useDefault: flag() }),
    buildConfig: notEmulated(),
    client: text(),
    clientVersion: text(),
    customAudiences: list(text(), { order: "set" }),
    defaultUriDisabled: flag(),
    deletionPolicy: text({ default: "DELETE", rest: false, oneOf: ["DELETE", "ABANDON", "PREVENT"] }),
    deletionProtection: flag({ default: true, rest: false }),
    description: text(),
    iapEnabled: flag(),
    ingress: text({ ...COMPUTED, oneOf: INGRESS }),
    invokerIamDisabled: flag(),
    launchStage: text({ ...COMPUTED, oneOf: LAUNCH_STAGES }),
    location: text({ ...REQUIRED, ...REPLACES, rest: false }),
    multiRegionSettings: notEmulated(),
    name: text({ ...REQUIRED, ...REPLACES, rest: false, sameWhen: "last-segment-equal" }),
    project: text({ ...COMPUTED, ...REPLACES, rest: false }),
    scaling: record(
      {
        manualInstanceCount: integer(COMPUTED),
        maxInstanceCount: integer(COMPUTED),
        minInstanceCount: integer(),
        scalingMode: text(COMPUTED),
      },
      COMPUTED,
    ),
    tags: notEmulated(),
    template,
    traffics: list(trafficTarget, { ...COMPUTED, rest: "traffic" }),
    ...serviceStatus,
  },
  create: ({ project, location, name }) => ({
    path: `projects/${project}/locations/${location}/services`,
    query: { serviceId: String(name) },
  }),
  path: ({ project, location, name }) => `projects/${project}/locations/${location}/services/${name}`,
  parseId: (id) =>
    id.match(/^projects\/(?<project>[^/]+)\/locations\/(?<location>[^/]+)\/services\/(?<name>[^/]+)$/)
      ?.groups,
  update: (document) => ({ body: document }),
};

export const cloudRunService = restResource(cloudRunServiceTable);
