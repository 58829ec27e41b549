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
  /** The invariants that previews and updates are held to. */
  policies?: PolicyPackUse;
  /** Where the events of the last run are kept; JSON lines. */
  eventLogFile: string;
  /** Set for a run whose events are not kept: they would take the place of a deployment's. */
  forgetsEvents?: boolean;
  /** Where a file backend keeps the stack's locks; a backend of another kind has none here. */
  locksDir?: string;
}

/** A policy pack as the engine is given it. */
export interface PolicyPackUse {
  /** The pack's folder, or the program that serves it. */
  pack: string;
  /** JSON with an entry per rule; the rules' own defaults when left out. */
  configFile?: string;
}

/** What the engine can be asked to do. */
export type Operation = "up" | "preview" | "destroy" | "refresh";

const OPERATION_FLAGS: Record<Operation, string[]> = {
  // What would change was looked at with `stage preview`; a second preview here only costs time.
  up: ["--yes", "--skip-preview"],
  preview: [],
  destroy: ["--yes", "--skip-preview"],
  // The engine asks the program's language for plugins that it then does not use; as for an inline program it does not ask.
  refresh: ["--yes", "--skip-preview", "--exec-kind", "auto.inline"],
};

/**
 * The resources of one service as the engine's `--target` takes them, for each `**` any URN before: the program names all
 * that belongs to a service after its key, and the repository that they share `images`. A service whose key begins with this
 * one and a hyphen is taken along.
 */
export function targetsOf(serviceKey: string): string[] {
  return [serviceKey, `${serviceKey}-*`, "images"].map((name) => `**::${name}`);
}

/** What one run of the engine is about. */
export interface RunArguments {
  /** Only these resources; see {@link targetsOf}. */
  targets?: string[] | undefined;
  /** Reads every resource from the cloud first, so that what was changed behind the engine's back is seen. */
  refresh?: boolean | undefined;
  /** Where a preview writes down what it proposes. */
  savePlan?: string | undefined;
  /** What an update may not go beyond: the file of an earlier preview. */
  plan?: string | undefined;
}

/** The command line of an engine run, without the binary; without targets it is about all resources. */
export function engineArguments(
  engine: Engine,
  operation: Operation,
  { targets = [], refresh = false, savePlan, plan }: RunArguments = {},
): string[] {
  return [
    operation,
    ...OPERATION_FLAGS[operation],
    ...(refresh ? ["--refresh"] : []),
    ...(savePlan ? ["--save-plan", savePlan] : []),
    ...(plan ? ["--plan", plan] : []),
    "--non-interactive",
    "--color=never",
    "--suppress-permalink=true",
    "--stack",
    engine.stack,
    ...(engine.configFile ? ["--config-file", engine.configFile] : []),
    "--event-log",
    engine.eventLogFile,
    ...policyArguments(engine, operation),
    ...targets.flatMap((target) => ["--target", target]),
  ];
}

/** Destroying and refreshing are about what is there already, which no policy could prevent. */
function policyArguments({ policies }: Engine, operation: Operation): string[] {
  if (!policies || (operation !== "up" && operation !== "preview")) return [];
  const { pack, configFile } = policies;
  return ["--policy-pack", pack, ...(configFile ? ["--policy-pack-config", configFile] : [])];
}
