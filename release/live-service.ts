import type { TrafficTarget } from "../traffic/traffic-target.ts";

/** How far a revision or a service has got. */
export type Readiness = "ready" | "pending" | "failed";

/** One condition of Cloud Run's, reduced to what it means. */
export interface LiveCondition {
  readiness: Readiness;
  /** Cloud Run's own message; empty when there is nothing to say. */
  message: string;
}

/** One entry of the traffic that is really being routed. */
export interface LiveTraffic {
  /** Short name of the revision, also where the entry follows the latest one. */
  revision: string;
  percent: number;
  followsLatest: boolean;
  tag?: string;
  /** Address of the tag. */
  uri?: string;
}

/** A Cloud Run service as it is now. */
export interface LiveService {
  /** Short name, such as `netra-backend-staging`. */
  name: string;
  uri: string;
  /** Changes with every change of the service; a change that names another one is refused. */
  etag: string;
  /** Whether Cloud Run is still working on the last change. */
  reconciling: boolean;
  /** Whether what is read here is about the last change. */
  observed: boolean;
  condition: LiveCondition;
  annotations: Record<string, string>;
  /** When it was last changed, RFC 3339, and by whom. */
  updatedAt: string;
  lastModifier: string;
  /** Short name of the revision that the template makes, ready or not. */
  templateRevision?: string;
  /** Short name of the last revision that got ready; undefined before the first. */
  latestReadyRevision?: string;
  /** Short name of the last revision that was created, ready or not. */
  latestCreatedRevision?: string;
  /** What was asked for last; nothing is routed so yet, or ever, where it names a revision that is not ready. */
  declaredTraffic: TrafficTarget[];
  traffic: LiveTraffic[];
}

/** A revision as it is now, with the units in its names. */
export interface LiveRevision {
  name: string;
  createdAt: Date;
  condition: LiveCondition;
  annotations: Record<string, string>;
  /** The image reference of the first container, a digest reference where it was deployed by digest. */
  image: string;
  /** CPUs as Cloud Run writes them, such as `1` or `1000m`. */
  cpu: string;
  /** Memory as Cloud Run writes it, such as `512Mi`. */
  memory: string;
  concurrency: number;
  timeoutSeconds: number;
  minInstances: number;
  maxInstances: number;
  port: number;
  /** Names of the environment variables, never their values. */
  environment: string[];
  /** Versions of secrets that its variables and files come from, in the order of both. */
  secrets: SecretUse[];
  /** Cloud SQL instances that are mounted as sockets, `project:region:instance`. */
  sqlInstances: string[];
}

/** A version of a secret, as Cloud Run names it: an ID or `projects/P/secrets/S`, and a number or `latest`. */
export interface SecretUse {
  /** The variable's name, or the file's absolute path. */
  at: string;
  secret: string;
  version: string;
}

/** What a change of a service sets; everything else stays as it is. */
export interface ServiceChange {
  /** Of the service that the change was made up from. */
  etag: string;
  /** All of it, where it changes. */
  traffic?: TrafficTarget[];
  /** All of them: what is left out is gone. */
  annotations: Record<string, string>;
}

/** Reads Cloud Run; all take the service's full name `projects/P/locations/L/services/S`. */
export interface CloudRunReader {
  /** Undefined when there is no such service. */
  service(serviceName: string): Promise<LiveService | undefined>;
  /** Undefined when there is no such revision. */
  revision(serviceName: string, revision: string): Promise<LiveRevision | undefined>;
}

/** Reads Cloud Run piece by piece, and changes services. */
export interface CloudRun extends CloudRunReader {
  /** Newest first, all of them, page after page; empty when there is no such service. */
  revisions(serviceName: string): Promise<LiveRevision[]>;
  /** Newest first, a page at a time, so that a service with a thousand revisions takes no longer; 0 takes the API's own size. */
  revisionPages(serviceName: string, pageSize: number): AsyncIterable<LiveRevision[]>;
  /**
   * Sends the change and waits until Cloud Run has finished with it. The error is the operation's: the service may be as it was
   * wanted all the same, since an operation also fails for a revision that was broken before. A conflict is an ApiRefusal with HTTP
   * status 409.
   */
  change(serviceName: string, change: ServiceChange): Promise<{ error?: string }>;
}

/** `projects/P/locations/L/services/S`, the name the API knows a service by. */
export function fullServiceName(project: string, region: string, service: string): string {
  return `projects/${project}/locations/${region}/services/${service}`;
}
