import type { PlannedResource } from "./planned-resource.ts";

/** What a policy says of a preview. */
export interface PolicyResult {
  policy: string;
  pack: string;
  /** A mandatory one keeps `up` from running. */
  mandatory: boolean;
  /** It could not judge before the deployment: neither passed nor failed. */
  deferred: boolean;
  /** Name of the resource; left out for what concerns the stack. */
  resource?: string;
  /** In the policy's own words, free of secrets. */
  message: string;
}

/** A warning or an error of the engine, a plugin or the program; free of secrets. */
export interface Diagnostic {
  resource?: string;
  message: string;
}

/** What an engine preview told. */
export interface EnginePreview {
  stack: string;
  /** The resources that would change; components are among them. */
  resources: PlannedResource[];
  /** How many resources stay as they are. */
  unchanged: number;
  policies: PolicyResult[];
  /** Why the engine could not finish; empty where it did, or where only policies failed. */
  errors: Diagnostic[];
  warnings: Diagnostic[];
}
