/**
 * The parts of Cloud Run's JSON that are read here.
 * https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.services
 */
export interface ServiceDocument {
  name: string;
  uri?: string;
  etag?: string;
  generation?: string;
  observedGeneration?: string;
  reconciling?: boolean;
  annotations?: Record<string, string>;
  template?: { revision?: string };
  traffic?: TargetDocument[];
  updateTime?: string;
  lastModifier?: string;
  terminalCondition?: ConditionDocument;
  latestReadyRevision?: string;
  latestCreatedRevision?: string;
  trafficStatuses?: (TargetDocument & { uri?: string })[];
}

export interface TargetDocument {
  type?: string;
  revision?: string;
  percent?: number;
  tag?: string;
}

export interface ConditionDocument {
  type?: string;
  state?: string;
  message?: string;
}

/** https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.services.revisions */
export interface RevisionDocument {
  name: string;
  createTime?: string;
  annotations?: Record<string, string>;
  conditions?: ConditionDocument[];
  maxInstanceRequestConcurrency?: number;
  timeout?: string;
  scaling?: { minInstanceCount?: number; maxInstanceCount?: number };
  containers?: ContainerDocument[];
  volumes?: {
    name?: string;
    secret?: { secret?: string; items?: { path?: string; version?: string }[] };
    cloudSqlInstance?: { instances?: string[] };
  }[];
}

export interface ContainerDocument {
  image?: string;
  ports?: { containerPort?: number }[];
  resources?: { limits?: Record<string, string> };
  volumeMounts?: { name?: string; mountPath?: string }[];
  env?: { name?: string; valueSource?: { secretKeyRef?: { secret?: string; version?: string } } }[];
}

/** https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.operations */
export interface OperationDocument {
  name: string;
  done?: boolean;
  error?: { code?: number; message?: string };
}
