/** How the Pulumi engine is called for one staging environment. */
export interface Engine {
  /** Absolute path of the `pulumi` binary. */
  binary: string;
  /** The project's directory, where Pulumi.yaml is. */
  cwd: string;
  stack: string;
  /** Added to the process's own environment; `undefined` takes a variable out. */
  env: Record<string, string | undefined>;
  /** The stack's settings when they are not in `Pulumi.<stack>.yaml`. */
  configFile?: string;
  /** Where the engine writes its events. */
  eventLogFile: string;
  /** Where a file backend keeps the stack's locks; a backend of another kind has none here. */
  locksDir?: string;
}

/** What the engine can be asked to do. */
export type Operation = "up" | "preview" | "destroy" | "refresh";

const OPERATION_FLAGS: Record<Operation, string[]> = {
  // What would change was looked at with `stage preview`; a second preview here only costs time.
  up: ["--yes", "--skip-preview"],
  preview: [],
  destroy: ["--yes", "--skip-preview"],
  refresh: ["--yes", "--skip-preview"],
};

/**
 * The resources of one service as the engine's `--target` takes them, for each `**` any URN before: the program names all
 * that belongs to a service after its key, and the repository that they share `images`. A service whose key begins with this
 * one and a hyphen is taken along.
 */
export function targetsOf(serviceKey: string): string[] {
  return [serviceKey, `${serviceKey}-*`, "images"].map((name) => `**::${name}`);
}

/** The command line of an engine run, without the binary; without targets it is about all resources. */
export function engineArguments(engine: Engine, operation: Operation, targets: string[] = []): string[] {
  return [
    operation,
    ...OPERATION_FLAGS[operation],
    "--non-interactive",
    "--color=never",
    "--suppress-permalink=true",
    "--stack",
    engine.stack,
    ...(engine.configFile ? ["--config-file", engine.configFile] : []),
    "--event-log",
    engine.eventLogFile,
    ...targets.flatMap((target) => ["--target", target]),
  ];
}
