import { EXIT_CODES } from "../faults/exit-codes.ts";
import { Fault } from "../faults/fault.ts";
import { formatFault } from "../faults/format.ts";
import { lossOf } from "./lost-output.ts";

/**
 * Ends the process once all is printed, with this exit code; where something could not be printed, with another one than `done`. A
 * reader who has left, as `head` does once it has its lines, has what it wanted. The exit is explicit: a client library's keep-alive
 * socket must not hold a finished command.
 */
export function endProcess(exitCode: number): void {
  const { stdout, stderr } = process;
  // The error of the last write comes before its event.
  stdout.write("", (late: NodeJS.ErrnoException | null | undefined) => {
    const error = lossOf(stdout) ?? late;
    const lost = error && error.code !== "EPIPE" ? notPrinted(error) : undefined;
    stderr.write(lost ? `${formatFault(lost)}\n` : "", () =>
      process.exit(lost && exitCode === EXIT_CODES.done.code ? lost.exitCode : exitCode),
    );
  });
}

function notPrinted(error: Error): Fault {
  return new Fault({
    code: "output-unwritable",
    outcome: "usage",
    summary: "Not all of the result could be printed.",
    findings: [{ path: "stdout", expected: "to take what is printed", actual: error.message }],
    cause: error,
  });
}
