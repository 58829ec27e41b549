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
    // Commander has printed its own message by now.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_CODES.usage.code;
    if (error instanceof Fault && args.includes("--json") && !isTold(error)) {
      process.stdout.write(`${JSON.stringify(faultAsData(error), null, 2)}\n`);
    }
    process.stderr.write(`${formatError(error)}\n`);
    return error instanceof Fault ? error.exitCode : EXIT_CODES.bug.code;
  }
}

outliveLoss(process.stdout, process.stderr);
endProcess(await main(process.argv.slice(2)));
