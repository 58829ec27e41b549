import { CommanderError } from "commander";
import { EXIT_CODES } from "../faults/exit-codes.ts";
import { Fault } from "../faults/fault.ts";
import { formatError } from "../faults/format.ts";
import { endProcess } from "./end-process.ts";
import { outliveLoss } from "./lost-output.ts";
import { faultAsData, isTold } from "./output.ts";
import { createProgram } from "./program.ts";
import { runVerb } from "./verb.ts";

/** Runs `stage` with these arguments and resolves to its exit code; nothing is thrown. */
async function main(args: string[]): Promise<number> {
  const program = createProgram(async (load, options) => runVerb(await load(), options));
  try {
    await program.parseAsync(args, { from: "user" });
    return EXIT_CODES.done.code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT_CODES.done.code;
    const fault = error instanceof CommanderError ? usageFault(error) : error;
    if (fault instanceof Fault && args.includes("--json") && !isTold(fault)) {
      process.stdout.write(`${JSON.stringify(faultAsData(fault), null, 2)}\n`);
    }
    // Commander has printed its own message by now.
    if (fault === error) process.stderr.write(`${formatError(error)}\n`);
    return fault instanceof Fault ? fault.exitCode : EXIT_CODES.bug.code;
  }
}

/** What commander refuses, as a fault. */
function usageFault(error: CommanderError): Fault {
  const summary = error.message.replace(/^error: /, "");
  return new Fault({ code: "usage", outcome: "usage", summary, cause: error });
}

outliveLoss(process.stdout, process.stderr);
endProcess(await main(process.argv.slice(2)));
