import type { run_v1 } from "@googleapis/run";

/** Google's discovery types allow null everywhere; what the API has read holds none. */
type Given<T> = T extends (infer Item)[]
  ? Given<NonNullable<Item>>[]
  : T extends object
    ? { [Key in keyof T]: Given<NonNullable<T[Key]>> }
    : T;

/** The messages of Cloud Run v1: https://cloud.google.com/run/docs/reference/rest/v1/namespaces.services */
export type V1Service = Given<run_v1.Schema$Service>;
export type V1Revision = Given<run_v1.Schema$Revision>;
export type V1Configuration = Given<run_v1.Schema$Configuration>;
export type V1Route = Given<run_v1.Schema$Route>;
export type V1Template = Given<run_v1.Schema$RevisionTemplate>;
export type V1RevisionSpec = Given<run_v1.Schema$RevisionSpec>;
export type V1ObjectMeta = Given<run_v1.Schema$ObjectMeta>;
export type V1Container = Given<run_v1.Schema$Container>;
export type V1EnvVar = Given<run_v1.Schema$EnvVar>;
export type V1Probe = Given<run_v1.Schema$Probe>;
export type V1Volume = Given<run_v1.Schema$Volume>;
export type V1TrafficTarget = Given<run_v1.Schema$TrafficTarget>;
export type V1Condition = Given<run_v1.Schema$GoogleCloudRunV1Condition>;
export type V1Status = Given<run_v1.Schema$Status>;
