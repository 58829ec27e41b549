import {
  COMPUTED,
  flag,
  integer,
  list,
  notEmulated,
  REQUIRED,
  record,
  text,
  texts,
} from "../../schema/property.ts";
import { container } from "./cloud-run-container.ts";

const volume = record({
  name: text(REQUIRED),
  cloudSqlInstance: record({ instances: list(text(), { order: "set" }) }, { sendEmpty: true }),
  emptyDir: record({ medium: text(), sizeLimit: text() }, { sendEmpty: true }),
  gcs: notEmulated(),
  nfs: notEmulated(),
  secret: record({
    secret: text(REQUIRED),
    defaultMode: integer(),
    items: list(record({ path: text(REQUIRED), version: text(), mode: integer() })),
  }),
});

const vpcAccess = record({
  connector: text(),
  egress: text({ ...COMPUTED, oneOf: ["ALL_TRAFFIC", "PRIVATE_RANGES_ONLY"] }),
  networkInterfaces: list(
    record({ network: text(COMPUTED), subnetwork: text(COMPUTED), tags: list(text()) }),
    COMPUTED,
  ),
});

/** google.cloud.run.v2.RevisionTemplate */
export const template = record(
  {
    annotations: texts(),
    containers: list(container),
    encryptionKey: text(),
    executionEnvironment: text({ oneOf: ["EXECUTION_ENVIRONMENT_GEN1", "EXECUTION_ENVIRONMENT_GEN2"] }),
    gpuZonalRedundancyDisabled: flag(),
    healthCheckDisabled: flag(),
    labels: texts(),
    maxInstanceRequestConcurrency: integer(COMPUTED),
    nodeSelector: notEmulated(),
    revision: text(),
    sandboxes: notEmulated(),
    scaling: record(
      {
        concurrencyUtilization: notEmulated(),
        cpuUtilization: notEmulated(),
        maxInstanceCount: integer(COMPUTED),
        minInstanceCount: integer(),
      },
      COMPUTED,
    ),
    serviceAccount: text(COMPUTED),
    serviceMesh: notEmulated(),
    sessionAffinity: flag(),
    timeout: text(COMPUTED),
    volumes: list(volume),
    vpcAccess,
  },
  REQUIRED,
);
