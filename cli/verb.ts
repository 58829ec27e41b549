import { Fault } from "../faults/fault.ts";
import type { ReportFormat } from "../report/formats.ts";
import type { Interrupt } from "./interrupt.ts";
import { listenForInterrupt } from "./interrupt.ts";
import { createOutput, markAsTold, type Output } from "./output.ts";
import { locateProject, type Project } from "./project.ts";

/** What commander hands over; which verb has which option is in program.ts. */
export interface VerbOptions {
  rehearsal?: boolean;
  service?: string;
  json?: boolean;
  verbose?: boolean;
  yes?: boolean;
  remediate?: boolean;
  refresh?: boolean;
  follow?: boolean;
  since?: string;
  severity?: string;
  limit?: number;
  to?: string;
  reason?: string;
  accept?: string[];
  fix?: boolean;
  markdown?: boolean;
  watch?: boolean;
  path?: string;
  websocketPath?: string;
  /** Requests per second. */
  rate?: number;
  /** WebSockets. */
  sockets?: number;
  all?: boolean;
  /** False with --no-validate. */
  validate?: boolean;
  /** File of what a preview proposed. */
  savePlan?: string;
  plan?: string;
  /** USD a month. */
  claimed?: number;
  /** What to compare with: an image reference, or the file of a result. */
  compare?: string;
  /** MiB. */
  budget?: number;
  /** File for a bill of materials. */
  sbom?: string;
  format?: ReportFormat;
  /** Of a start. */
  maxSeconds?: number;
  /** Path of a log. */
  baseline?: string;
  /** False where a service announces no start-up phases. */
  phases?: boolean;
  dryRun?: boolean;
  continue?: boolean;
  gate?: boolean;
  releasePin?: boolean;
  comment?: boolean;
  /** File to write to. */
  out?: string;
  /** File of a rehearsal's result. */
  rehearsed?: string;
  drifted?: string;
  /** What stands behind the options; only verbs that hand it on take any. */
  words?: string[];
}

/** All that a verb needs from outside. */
export interface VerbContext {
  project: Project;
  output: Output;
  interrupt: Interrupt;
  options: VerbOptions;
}

/** A verb: it throws a Fault for what is expected to go wrong, anything else counts as a bug. */
export type Verb = (context: VerbContext) => Promise<void>;

/** Runs a verb against this project with Ctrl-C listened to for its duration. */
export async function runVerb(verb: Verb, options: VerbOptions): Promise<void> {
  const interrupt = listenForInterrupt();
  const output = createOutput(options.json ?? false);
  try {
    await verb({ project: locateProject(), output, interrupt, options });
  } catch (error) {
    if (error instanceof Fault && output.given) markAsTold(error);
    throw error;
  } finally {
    interrupt.release();
  }
}
