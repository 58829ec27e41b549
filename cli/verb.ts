import type { Interrupt } from "./interrupt.ts";
import { listenForInterrupt } from "./interrupt.ts";
import { createOutput, type Output } from "./output.ts";
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
  /** File of what a preview proposed. */
  savePlan?: string;
  plan?: string;
  /** USD a month. */
  claimed?: number;
  /** Image reference. */
  compare?: string;
  /** MiB. */
  budget?: number;
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
  /** File for the whole Markdown. */
  out?: string;
  /** File of a rehearsal's result. */
  rehearsed?: string;
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
  try {
    const output = createOutput(options.json ?? false);
    await verb({ project: locateProject(), output, interrupt, options });
  } finally {
    interrupt.release();
  }
}
