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
  /** Whether Cloud Run is still working on the last change. */
  reconciling: boolean;
  condition: LiveCondition;
  /** Short name of the last revision that got ready; undefined before the first. */
  latestReadyRevision?: string;
  /** Short name of the last revision that was created, ready or not. */
  latestCreatedRevision?: string;
  traffic: LiveTraffic[];
}

/** A revision as it is now, with the units in its names. */
export interface LiveRevision {
  name: string;
  createdAt: Date;
  condition: LiveCondition;
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
}

/** Reads Cloud Run; both take the service's full name `projects/P/locations/L/services/S`. */
export interface CloudRunReader {
  /** Undefined when there is no such service. */
  service(serviceName: string): Promise<LiveService | undefined>;
  /** Newest first; empty when there is no such service. */
  revisions(serviceName: string): Promise<LiveRevision[]>;
}

/** `projects/P/locations/L/services/S`, the name the API knows a service by. */
export function fullServiceName(project: string, region: string, service: string): string {
  return `projects/${project}/locations/${region}/services/${service}`;
}
