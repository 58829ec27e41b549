/**
 * What the rehearsal's rooms promise each other. `api/` turns HTTP into documents, `revisions/` brings what runs in line
 * with the documents, `containers/` runs instances, `routing/` carries requests, `store/` keeps it all.
 */
import type { Json, LogEntry, MetricPoint } from "./documents.ts";

export type * from "./documents.ts";

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

/** Durable documents. Every call is synchronous and is on disk when it returns (SQLite, WAL, synchronous=FULL for documents). */
export interface Store {
  get<T>(collection: Collection, name: string): T | undefined;
  put(collection: Collection, name: string, document: object): void;
  delete(collection: Collection, name: string): void;
  /** Documents whose name starts with the prefix, by name. */
  list<T>(collection: Collection, prefix?: string): T[];
  /**
   * Some of the documents right below `parent`, by `createTime` and then by name, the newest first. Only these are read: out of a
   * thousand it takes no longer than out of ten.
   */
  newest<T>(collection: Collection, parent: string, page: { offset: number; limit: number }): T[];
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
  appendPoints(points: MetricPoint[]): void;
  /** Points of one metric that end in (`since`, `until`], oldest first; both are RFC 3339. */
  queryPoints(query: { type: string; since: string; until: string }): MetricPoint[];
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
  /**
   * Ends an instance of the revision that has no request, as when a service scales in; undefined where there is none. Cloud Run has
   * no such call: it is for those who want to see how a program takes its end.
   */
  endInstance(revisionName: string): Promise<InstanceEnd | undefined>;
  /** The address at which the service will be reached: stable from the first call on, also before anything runs. */
  serviceUri(serviceName: string): Promise<string>;
}

/** How a program took SIGTERM; `killed` where it had not ended ten seconds later. */
export interface InstanceEnd {
  seconds: number;
  killed: boolean;
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
