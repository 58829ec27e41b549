/** What a component adds to a revision's template; concrete, so that tests and the revision's hash can read it. */
export interface Variable {
  name: string;
  value?: string;
  valueSource?: { secretKeyRef: { secret: string; version: string } };
}

export interface Volume {
  name: string;
  secret?: { secret: string; items: { path: string; version: string }[] };
  cloudSqlInstance?: { instances: string[] };
}

export interface VolumeMount {
  name: string;
  mountPath: string;
}
