/** google.iam.v1.Policy */
export interface IamPolicy {
  version?: number;
  bindings?: IamBinding[];
  auditConfigs?: object[];
  etag?: string;
}

export interface IamBinding {
  role: string;
  members?: string[];
  condition?: object;
}
