/** One instance of a revision, as it shall run. */
export interface InstanceSpec {
  /** Container name, unique in the engine. */
  name: string;
  image: string;
  command?: string[];
  args?: string[];
  workingDir?: string;
  /** The port that the program must listen on. */
  port: number;
  /** Variable → value; may hold secrets, so it is never logged. */
  env: Record<string, string>;
  memoryBytes: number;
  nanoCpus: number;
  /** CPUs until the instance has started, when boosted. */
  startupNanoCpus?: number;
  /** Host directories to mount, such as the one with the database's socket. */
  binds: { hostPath: string; mountPath: string }[];
  /** Directories in memory. */
  memoryDirectories: { mountPath: string; sizeBytes?: number }[];
  /** Files to place before the start, such as secrets. */
  files: { path: string; content: Buffer; mode: number }[];
  labels: Record<string, string>;
  network: string;
}

/** How an instance ended. */
export interface InstanceExit {
  /** Unknown when the engine went away. */
  exitCode: number | undefined;
  outOfMemory: boolean;
  lastLogLines: string[];
}
