/**
 * What the rehearsal's rooms promise each other. `api/` turns HTTP into documents, `revisions/` brings what runs in line
 * with the documents, `containers/` runs instances, `routing/` carries requests, `store/` keeps it all.
 *
 * Documents are Google's JSON (proto3 JSON mapping, camelCase) as the .proto files define it; `api/` has checked them. The
 * interfaces below name only the fields that the rehearsal acts on; everything else in a document is kept as it came.
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

/** The collections of the store; each maps a full resource name to one JSON document. */
export type Collection =
  | "services"
  | "revisions"
  | "operations"
  | "iamPolicies"
  | "repositories"
  | "serviceAccounts"
  | "secrets"
  | "secretVersions"
  | "sqlInstances"
  | "ports"
  | "landscape";

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

/** Durable documents. Every call is synchronous and is on disk when it returns (SQLite, WAL, synchronous=FULL for documents). */
export interface Store {
  get<T>(collection: Collection, name: string): T | undefined;
  put(collection: Collection, name: string, document: object): void;
  delete(collection: Collection, name: string): void;
  /** Documents whose name starts with the prefix, by name. */
  list<T>(collection: Collection, prefix?: string): T[];
  /** All or nothing. */
  transaction<T>(work: () => T): T;
  appendLogs(entries: LogEntry[]): void;
  /** Log entries in order of time; `since` and `until` are RFC 3339. */
  queryLogs(query: {
    revision?: string;
    service?: string;
    since?: string;
    until?: string;
    limit?: number;
    newestFirst?: boolean;
  }): LogEntry[];
  close(): void;
}

/** What brings running containers and routes in line with the stored documents. Made by `revisions/`, called by `api/`. */
export interface Lifecycle {
  /**
   * The service document was created or replaced (its `generation` counts up). Creates the revision when the template asks
   * for one, starts it, waits for its probe, moves traffic, writes conditions, `latestReadyRevision`, `trafficStatuses`, `uri`
   * and a new `etag` to the store. Resolves when the service has settled, also when the revision failed: then the service's
   * `terminalCondition` says so. Rejects only for bugs. Calls for one service are taken in order.
   */
  reconcile(serviceName: string): Promise<void>;
  /** Stops every instance and route of the service, deletes its revisions and itself from the store. */
  deleteService(serviceName: string): Promise<void>;
  /** Stops the instances of one revision and deletes it; `api/` has refused revisions that are serving or the latest. */
  deleteRevision(revisionName: string): Promise<void>;
  /** The address at which the service will be reached: stable from the first call on, also before anything runs. */
  serviceUri(serviceName: string): Promise<string>;
}

/** Google's own refusal: HTTP status, canonical code, and a message in Google's words. Thrown anywhere below `api/`. */
export class ApiError extends Error {
  readonly httpStatus: number;
  readonly status: string;
  readonly details: Json[];

  constructor(httpStatus: number, status: string, message: string, details: Json[] = []) {
    super(message);
    this.name = "ApiError";
    this.httpStatus = httpStatus;
    this.status = status;
    this.details = details;
  }
}

/** Reads the payload of an enabled secret version; throws ApiError NOT_FOUND or FAILED_PRECONDITION. */
export interface SecretReader {
  /** `secret`: an ID or `projects/P/secrets/S`; `version`: a number or `latest`. */
  access(project: string, secret: string, version: string): Buffer;
}

/** What the staging project already has and the stack does not own; read from the settings, provisioned by the rehearsal. */
export interface Landscape {
  project: string;
  region: string;
  /** Cloud SQL instances that services attach, with the databases and users they expect. */
  sqlInstances: {
    connectionName: string;
    databases: { name: string; owner: string; passwordSecret?: { secret: string; version: string } }[];
  }[];
  /** Secrets expected to exist; those missing get random values (32 bytes, base64url). */
  secrets: { secret: string; version: string }[];
  /** Whether any service wants Redis. */
  redis: boolean;
}

/** Where a running local cloud is; written to `.rehearsal/cloud/endpoint.json` (mode 0600) once it answers. */
export interface CloudEndpoint {
  pid: number;
  /** Such as `http://127.0.0.1:18080`; all of Google's APIs are below it. */
  apiUrl: string;
  /** Such as `127.0.0.1:15000`; what images are pushed to and pulled from. */
  registry: string;
  /** What containers reach Redis by, such as `{ host: "redis.rehearsal", port: 6379 }`. */
  redis?: { host: string; port: number };
  /** The bearer token that the API accepts; random per rehearsal. */
  accessToken: string;
  /** Identifies this rehearsal in container labels: `dev.stage.rehearsal=<id>`. */
  rehearsalId: string;
  startedAt: string;
}
