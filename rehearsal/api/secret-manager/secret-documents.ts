/** google.cloud.secretmanager.v1.Secret, as it is kept under `projects/<ID>/secrets/S`. */
export interface StoredSecret {
  name: string;
  createTime: string;
  etag: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  versionAliases?: Record<string, string>;
  replication?: object;
}

/** google.cloud.secretmanager.v1.SecretVersion with its sealed payload; a destroyed version has none. */
export interface StoredSecretVersion {
  version: {
    name: string;
    createTime: string;
    destroyTime?: string;
    state: "ENABLED" | "DISABLED" | "DESTROYED";
    etag: string;
    replicationStatus: object;
    clientSpecifiedPayloadChecksum?: boolean;
  };
  sealed?: string;
}
