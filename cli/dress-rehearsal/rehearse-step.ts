import type { RehearsalStep } from "../../preview/rehearsal-result.ts";
import { runStage } from "../run-stage.ts";
import type { VerbContext } from "../verb.ts";

/** A step's outcome, with what its command printed. */
export interface RehearsedStep<Result> extends RehearsalStep {
  exitCode: number;
  /** The command's `--json`; undefined where it failed before it had a result. */
  result: Result | undefined;
}

/**
 * Runs one command on the rehearsal and times it, to the exit of the process.
 *
 * @param note - one line on what was seen, from what the command printed
 */
export async function rehearseStep<Result>(
  words: string[],
  { project, options, interrupt }: VerbContext,
  note: (result: Result) => string | undefined = () => undefined,
): Promise<RehearsedStep<Result>> {
  const service = options.service === undefined ? [] : ["--service", options.service];
  const started = performance.now();
  const { exitCode, stdout } = await runStage(project.dir, [...words, "--rehearsal", "--json", ...service], {
    signal: interrupt.signal,
    show: process.stderr,
  });
  interrupt.signal.throwIfAborted();
  const seconds = (performance.now() - started) / 1000;
  const printed = stdout.trim() === "" ? undefined : (JSON.parse(stdout) as Result | PrintedFault);
  const fault = isFault(printed) ? printed.fault : undefined;
  const result = isFault(printed) ? undefined : printed;
  const said = fault ? `${fault.code}: ${fault.summary}` : result && note(result);
  return { passed: exitCode === 0, seconds, exitCode, result, ...(said === undefined ? {} : { note: said }) };
}

/** What a command prints under `--json` when it fails before it has a result. */
interface PrintedFault {
  fault: { code: string; summary: string };
}

function isFault(printed: unknown): printed is PrintedFault {
  return typeof printed === "object" && printed !== null && "fault" in printed;
}
