/**
 * What the rehearsal keeps: Google's JSON (proto3 JSON mapping, camelCase) as the .proto files define it; `api/` has checked it.
 * The interfaces name only the fields that the rehearsal acts on; everything else in a document is kept as it came.
 */

/** Anything JSON; documents carry more fields than the interfaces name. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** google.cloud.run.v2.Condition */
export interface Condition {
  type: string;
  state: "CONDITION_PENDING" | "CONDITION_RECONCILING" | "CONDITION_FAILED" | "CONDITION_SUCCEEDED";
  message?: string;
  lastTransitionTime?: string;
  severity?: "ERROR" | "WARNING" | "INFO";
  reason?: string;
  revisionReason?: string;
}

/** google.cloud.run.v2.EnvVar */
export interface EnvVar {
  name: string;
  value?: string;
  valueSource?: { secretKeyRef: { secret: string; version?: string } };
}

/** google.cloud.run.v2.Probe; seconds are whole numbers. */
export interface Probe {
  initialDelaySeconds?: number;
  timeoutSeconds?: number;
  periodSeconds?: number;
  failureThreshold?: number;
  httpGet?: { path?: string; port?: number; httpHeaders?: { name: string; value?: string }[] };
  tcpSocket?: { port?: number };
}

/** google.cloud.run.v2.Container */
export interface Container {
  name?: string;
  image: string;
  command?: string[];
  args?: string[];
  env?: EnvVar[];
  resources?: { limits?: Record<string, string>; cpuIdle?: boolean; startupCpuBoost?: boolean };
  ports?: { name?: string; containerPort?: number }[];
  volumeMounts?: { name: string; mountPath: string; subPath?: string }[];
  workingDir?: string;
  livenessProbe?: Probe;
  startupProbe?: Probe;
}

/** google.cloud.run.v2.Volume */
export interface Volume {
  name: string;
  secret?: {
    secret: string;
    items?: { path: string; version?: string; mode?: number }[];
    defaultMode?: number;
  };
  cloudSqlInstance?: { instances?: string[] };
  emptyDir?: { medium?: string; sizeLimit?: string };
}

/** google.cloud.run.v2.RevisionTemplate */
export interface RevisionTemplate {
  revision?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  scaling?: { minInstanceCount?: number; maxInstanceCount?: number };
  timeout?: string;
  serviceAccount?: string;
  containers?: Container[];
  volumes?: Volume[];
  executionEnvironment?: string;
  maxInstanceRequestConcurrency?: number;
  sessionAffinity?: boolean;
}

/** google.cloud.run.v2.TrafficTarget */
export interface TrafficTarget {
  type?: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST" | "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION";
  revision?: string;
  percent?: number;
  tag?: string;
}

/** google.cloud.run.v2.TrafficTargetStatus */
export interface TrafficTargetStatus extends TrafficTarget {
  uri?: string;
}

/** google.cloud.run.v2.Service, keyed by its full name `projects/P/locations/L/services/S`. */
export interface ServiceDocument {
  name: string;
  uid: string;
  generation: string;
  observedGeneration?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  createTime: string;
  updateTime: string;
  creator?: string;
  lastModifier?: string;
  client?: string;
  clientVersion?: string;
  ingress?: string;
  launchStage?: string;
  template: RevisionTemplate;
  traffic?: TrafficTarget[];
  scaling?: { minInstanceCount?: number; maxInstanceCount?: number };
  invokerIamDisabled?: boolean;
  defaultUriDisabled?: boolean;
  terminalCondition?: Condition;
  conditions?: Condition[];
  latestReadyRevision?: string;
  latestCreatedRevision?: string;
  trafficStatuses?: TrafficTargetStatus[];
  uri?: string;
  urls?: string[];
  reconciling?: boolean;
  etag: string;
  deletionProtection?: boolean;
}

/** google.cloud.run.v2.Revision, keyed by its full name `projects/P/locations/L/services/S/revisions/R`. */
export interface RevisionDocument {
  name: string;
  uid: string;
  generation: string;
  service: string;
  createTime: string;
  updateTime: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  scaling?: RevisionTemplate["scaling"];
  timeout?: string;
  serviceAccount?: string;
  containers: Container[];
  volumes?: Volume[];
  executionEnvironment?: string;
  maxInstanceRequestConcurrency?: number;
  sessionAffinity?: boolean;
  reconciling?: boolean;
  conditions?: Condition[];
  observedGeneration?: string;
  logUri?: string;
  etag: string;
}

/**
 * A Cloud SQL instance in the collection `sqlInstances`, keyed by its connection name. Beside the fields named here it may
 * carry any of google.cloud.sql.v1.DatabaseInstance (`ipAddresses`, `settings`, …); name, project and region follow from
 * the connection name.
 */
export interface SqlInstanceDocument {
  /** `project:region:instance` */
  connectionName: string;
  /** Such as `POSTGRES_15`. */
  databaseVersion: string;
  /** Names of its databases; not part of DatabaseInstance. */
  databases: string[];
}

/** google.logging.v2.LogEntry, the fields the rehearsal writes. */
export interface LogEntry {
  insertId: string;
  logName: string;
  timestamp: string;
  receiveTimestamp: string;
  severity: string;
  resource: { type: "cloud_run_revision"; labels: Record<string, string> };
  textPayload?: string;
  jsonPayload?: { [key: string]: Json };
  httpRequest?: { [key: string]: Json };
  labels?: Record<string, string>;
  /** `projects/P/traces/ID` of the request that the entry belongs to. */
  trace?: string;
  spanId?: string;
}

/** google.api.Distribution with exponential buckets; counts are int64, hence text. */
export interface Distribution {
  count: string;
  mean: number;
  sumOfSquaredDeviation: number;
  bucketOptions: {
    exponentialBuckets: { numFiniteBuckets: number; growthFactor: number; scale: number };
  };
  bucketCounts: string[];
}

/** google.monitoring.v3.TypedValue, the kinds that the rehearsal has. */
export type MetricValue =
  | { int64Value: string }
  | { doubleValue: number }
  | { distributionValue: Distribution };

/** One point of a google.monitoring.v3.TimeSeries, with what tells its series. */
export interface MetricPoint {
  /** Such as `run.googleapis.com/request_count`. */
  type: string;
  labels: Record<string, string>;
  /** Of the monitored resource `cloud_run_revision`. */
  resourceLabels: Record<string, string>;
  startTime: string;
  endTime: string;
  value: MetricValue;
}
