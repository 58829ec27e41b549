import type { RehearsalStep } from "../../preview/rehearsal-result.ts";
import { runStage } from "../run-stage.ts";
import type { VerbContext } from "../verb.ts";

/** A step's outcome, with what its command printed. */
export interface RehearsedStep extends RehearsalStep {
  /** The command's `--json`, where it printed any. */
  printed: unknown;
}

/**
 * Runs one command on the rehearsal and times it, to the exit of the process.
 *
 * @param note - one line on what was seen, from what the command printed
 */
export async function rehearseStep(
  words: string[],
  { project, options, interrupt }: VerbContext,
  note: (printed: unknown) => string | undefined,
): Promise<RehearsedStep> {
  const service = options.service === undefined ? [] : ["--service", options.service];
  const started = performance.now();
  const { exitCode, stdout } = await runStage(project.dir, [...words, "--rehearsal", "--json", ...service], {
    signal: interrupt.signal,
    show: true,
  });
  interrupt.signal.throwIfAborted();
  const seconds = (performance.now() - started) / 1000;
  const printed: unknown = stdout.trim() === "" ? undefined : JSON.parse(stdout);
  const said = faultIn(printed) ?? note(printed);
  return { passed: exitCode === 0, seconds, printed, ...(said === undefined ? {} : { note: said }) };
}

/** The summary of the fault that a command printed instead of a result. */
function faultIn(printed: unknown): string | undefined {
  const { fault } = (printed ?? {}) as { fault?: { code?: string; summary?: string } };
  return fault && `${fault.code}: ${fault.summary}`;
}
