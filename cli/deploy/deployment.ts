import type { RunRecord } from "../engine/run-record.ts";

/** What the program gives out for one service; the keys are those of its stack outputs. */
export interface ServiceOutputs {
  url: string;
  latestRevision: string;
  image: string;
  imageDigest: string;
  baseImage: { reference: string; standIn: boolean };
}

/** An engine run that went through, with what its program gave out. */
export interface Deployment {
  record: RunRecord;
  outputs: Record<string, ServiceOutputs>;
}

const CLOUD_RUN_SERVICE = "gcp:cloudrunv2/service:Service";

/** The outputs of a run by service key. Throws when the program did not give out what it is written to: that is a bug. */
export function deploymentOf(record: RunRecord): Deployment {
  const { services } = record.stackOutputs;
  if (typeof services !== "object" || services === null) {
    throw new Error("the program's outputs have no services");
  }
  return { record, outputs: services as Record<string, ServiceOutputs> };
}

/** Whether the run got as far as changing a Cloud Run service. */
export function touchedCloudRun(record: RunRecord): boolean {
  return [...record.resources.values()].some(
    ({ type, operation }) => type === CLOUD_RUN_SERVICE && operation !== "same" && operation !== "read",
  );
}
