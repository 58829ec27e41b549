import { Fault, type FaultOptions } from "../faults/fault.ts";

const EVIDENCE_LINES = 15;

/** How a command ended; it need not have succeeded. */
export interface CommandResult {
  /** The command as a person would type it. */
  command: string;
  succeeded: boolean;
  /** Such as `exit code 1`, `not found` or `no end after 60 s`. */
  ending: string;
  stdout: string;
  /** stdout and stderr, as they came. */
  output: string;
}

export interface CommandOptions {
  cwd?: string;
  /** Added to this process's environment. */
  env?: Record<string, string | undefined>;
  /** After this the command is ended; default: none. */
  timeoutSeconds?: number;
  /** Called with each line of output as it comes. */
  onLine?: (line: string) => void;
}

/** Runs a command to its end; passed in everywhere, so that tests need no machine. */
export type RunCommand = (file: string, args: string[], options?: CommandOptions) => Promise<CommandResult>;

/** Commands on this machine: each resolves however it ends, also when it does not exist. An abort ends what is running. */
export function commandRunner(signal: AbortSignal): RunCommand {
  return (file, args, options = {}) => runCommand(signal, file, args, options);
}

async function runCommand(
  signal: AbortSignal,
  file: string,
  args: string[],
  { cwd, env, timeoutSeconds, onLine }: CommandOptions,
): Promise<CommandResult> {
  // Loaded with the first command: with everything in place there is none.
  const { execa } = await import("execa");
  const running = execa(file, args, {
    cancelSignal: signal,
    all: true,
    reject: false,
    stdin: "ignore",
    ...(cwd ? { cwd } : {}),
    ...(env ? { env } : {}),
    ...(timeoutSeconds ? { timeout: timeoutSeconds * 1000 } : {}),
    // A killed installer may leave children that hold its output open.
    forceKillAfterDelay: 2000,
  });
  if (onLine) for await (const line of running.iterable({ from: "all" })) onLine(String(line));
  const result = await running;
  return {
    command: [file, ...args].join(" "),
    succeeded: !result.failed,
    ending: describeEnding(result, timeoutSeconds),
    stdout: result.stdout ?? "",
    output: result.all || (result.failed ? result.originalMessage : "") || "",
  };
}

/** A fault over a command that failed: the command, how it ended and its last lines are the evidence. */
export function commandFault(result: CommandResult, options: Omit<FaultOptions, "outcome">): Fault {
  return new Fault({
    ...options,
    outcome: "cloud",
    evidence: [...commandEvidence(result), ...(options.evidence ?? [])],
  });
}

/** `$ command`, its last lines, and how it ended. */
export function commandEvidence({ command, output, ending }: CommandResult): string[] {
  const lines = output.split("\n").filter((line) => line.trim() !== "");
  return [`$ ${command}`, ...lines.slice(-EVIDENCE_LINES), `(${ending})`];
}

function describeEnding(
  result: { code?: string; timedOut: boolean; signal?: string; exitCode?: number },
  timeoutSeconds: number | undefined,
): string {
  if (result.timedOut) return `no end after ${timeoutSeconds} s`;
  if (result.code === "ENOENT") return "not found";
  if (result.signal) return `ended by ${result.signal}`;
  return `exit code ${result.exitCode ?? "unknown"}`;
}
