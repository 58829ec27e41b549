/**
 * What is read from Cloud Run itself, beside what the engine reads.
 * https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.services
 */
export interface LiveDocument {
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  client?: string;
  clientVersion?: string;
  updateTime?: string;
  lastModifier?: string;
  reconciling?: boolean;
  latestReadyRevision?: string;
  trafficStatuses?: { type?: string; revision?: string; percent?: number; tag?: string }[];
}

/** An IAM policy: https://cloud.google.com/iam/docs/reference/rest/v1/Policy */
export interface PolicyDocument {
  bindings?: { role?: string; members?: string[] }[];
}
