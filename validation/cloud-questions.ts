import type { SecretReference } from "../settings/secrets.ts";
import type { ImageResult } from "./result/measured.ts";
import type { LogEntry } from "./startup-log/log-entry.ts";

/** What checks ask the cloud beside the service itself. Whatever cannot be answered is a Fault of outcome `cloud`. */
export interface CloudQuestions {
  /** What a revision logged, the oldest first: the beginning of it, bounded. */
  logEntries(revision: string, query: LogQuestion): Promise<LogEntry[]>;
  /** A secret's value, which must go nowhere but into the request that it is for. */
  secretValue(reference: SecretReference): Promise<string>;
  /** Such as `ENABLED`; undefined where there is no such version. */
  secretState(reference: SecretReference): Promise<string | undefined>;
  /** Where a rollback would go, and what speaks against that. */
  rollback(): Promise<RollbackOutlook>;
  /** Its layers, unpacked, as the Docker engine that built it gives them; undefined where it has it not, or there is none. */
  image(reference: string): Promise<ImageResult | undefined>;
  /** Reference of the image that the last deployment built, as the stack's outputs have it; or why that is not known. */
  deployedImage(): Promise<{ reference: string } | { unknown: string }>;
  /** Largest use of memory per instance since then, in percent of the limit; undefined where nothing was measured yet. */
  memoryPercent(revision: string, since: Date): Promise<{ percent: number; n: number } | undefined>;
  /**
   * Ends an instance that has no request, as a service does that scales in, and tells how the program took it. A rehearsal's only:
   * Cloud Run has no such call. Undefined where no instance is idle.
   */
  endInstance?(revision: string): Promise<InstanceEnd | undefined>;
}

/** How a program took SIGTERM; `killed` where it had not ended ten seconds later. */
export interface InstanceEnd {
  seconds: number;
  killed: boolean;
}

export interface LogQuestion {
  since: Date;
  until?: Date;
  /** Only what Cloud Run itself says of the instances. */
  platformOnly?: boolean;
}

export interface RollbackOutlook {
  /** Short name; undefined where there is nothing to go back to. */
  target?: string;
  /** When that revision was made. */
  createdAt?: Date;
  /** Why there is none, where there is none. */
  why?: string;
  refusals: string[];
  notes: string[];
  /** Whether any other revision has served before this one. */
  servedBefore: boolean;
}
