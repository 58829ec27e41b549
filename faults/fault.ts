import { EXIT_CODES, type Outcome } from "./exit-codes.ts";

/** One thing that is wrong: where, what was expected there, what stands there, and what would be right. */
export interface Finding {
  /** Property path, file:line or resource name, such as `services.backend.memoryMiB`. */
  path: string;
  /** What is allowed there, in words. */
  expected: string;
  /** What stands there, printable; never a secret. */
  actual: string;
  /** A value that would be right. */
  example?: string;
}

export interface FaultOptions {
  /** Stable identifier in kebab-case, such as `settings-invalid`; documented, safe to match on. */
  code: string;
  /** Decides the exit code. */
  outcome: Exclude<Outcome, "done" | "bug">;
  /** One line: what could not be done, and why. */
  summary: string;
  /** Everything that is wrong, all at once. */
  findings?: Finding[];
  /** Evidence such as the last log lines of a container or a command's stderr. */
  evidence?: string[];
  /** The next command or step that helps. */
  next?: string;
  cause?: unknown;
}

/**
 * An expected failure: the user's input or the outside world, not a bug. It is printed without a stack, with its
 * findings, evidence and remedy, and ends the program with the exit code of its outcome. Anything else that is
 * thrown counts as a bug.
 */
export class Fault extends Error {
  readonly code: string;
  readonly outcome: FaultOptions["outcome"];
  readonly findings: Finding[];
  readonly evidence: string[];
  readonly next: string | undefined;

  constructor(options: FaultOptions) {
    super(options.summary, { cause: options.cause });
    this.name = "Fault";
    this.code = options.code;
    this.outcome = options.outcome;
    this.findings = options.findings ?? [];
    this.evidence = options.evidence ?? [];
    this.next = options.next;
  }

  get exitCode(): number {
    return EXIT_CODES[this.outcome].code;
  }
}
