import type { ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdir, rename, rm } from "node:fs/promises";
import { dirname, join, parse } from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation/events.js";
import type { Fault } from "../../faults/fault.ts";
import type { Interrupt } from "../interrupt.ts";
import { type Engine, engineArguments, type Operation, type RunArguments } from "./engine.ts";
import { engineFault } from "./engine-fault.ts";
import { startEngine } from "./engine-process.ts";
import { readEventLog } from "./event-log.ts";
import { emptyRunRecord, type ProgressLine, type RunRecord, recordEvent } from "./run-record.ts";
import { releaseDeadLocks } from "./stack-lock.ts";

/** What an engine run is given beside the engine. */
export interface RunOptions extends RunArguments {
  interrupt: Interrupt;
  /** Called with each line worth showing while the engine runs. */
  onProgress: (line: ProgressLine) => void;
  /** Gets every event, beside the record that is made of them. */
  onEvent?: ((event: EngineEvent) => void) | undefined;
  /** Gets the engine's own output, piece by piece (`-v`). */
  onOutput?: ((text: string) => void) | undefined;
}

/** An engine run that has ended. */
export interface EngineRun {
  record: RunRecord;
  /** Why the engine says it failed: `engine-failed` or `policy-violated`. */
  failure: Fault | undefined;
}

/**
 * Runs the engine to its end and returns what its events told. No failure only says that the engine is content: what is live
 * has to be read back from the cloud.
 *
 * Fails with a Fault when another run holds the stack (`stack-locked`), and on Ctrl-C (after the engine has stopped and let
 * go of the stack).
 */
export async function runEngine(
  engine: Engine,
  operation: Operation,
  { interrupt, onProgress, onOutput, onEvent, ...about }: RunOptions,
): Promise<EngineRun> {
  interrupt.signal.throwIfAborted();
  await releaseDeadLocks(engine.locksDir);
  const record = emptyRunRecord();
  const run = { ...engine, eventLogFile: ownEventLog(engine.eventLogFile) };
  await mkdir(dirname(run.eventLogFile), { recursive: true });
  const reader = await readEventLog(run.eventLogFile, (event) => {
    onEvent?.(event);
    const line = recordEvent(record, event);
    if (line) onProgress(line);
  });
  const { child, ended } = startEngine(run, engineArguments(run, operation, about), onOutput);
  const stopListening = passInterruptOn(child, interrupt);
  const result = await ended.finally(stopListening);
  await reader
    .finish()
    .finally(() =>
      engine.forgetsEvents ? rm(run.eventLogFile) : rename(run.eventLogFile, engine.eventLogFile),
    );
  if (interrupt.signal.aborted) {
    await releaseDeadLocks(engine.locksDir);
    interrupt.signal.throwIfAborted();
  }
  return { record, failure: result.failed ? engineFault(operation, result, record) : undefined };
}

/** A run beside this one, such as a preview during a deployment, has a log of its own; the last to end leaves its log as the engine's. */
function ownEventLog(file: string): string {
  const { dir, name, ext } = parse(file);
  return join(dir, `${name}-${process.pid}-${randomBytes(3).toString("hex")}${ext}`);
}

/** The first Ctrl-C asks the engine to stop after what it is doing, the second to stop now, the third kills it. */
function passInterruptOn(child: ChildProcess, interrupt: Interrupt): () => void {
  const escalation: NodeJS.Signals[] = ["SIGINT", "SIGINT", "SIGKILL"];
  const next = () => {
    const signal = escalation.shift();
    if (signal) child.kill(signal);
  };
  interrupt.signal.addEventListener("abort", next, { once: true });
  // It may have come while the engine was being started.
  if (interrupt.signal.aborted) next();
  const stopFurther = interrupt.onFurther(next);
  return () => {
    interrupt.signal.removeEventListener("abort", next);
    stopFurther();
  };
}
