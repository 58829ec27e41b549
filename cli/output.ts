import type { Fault } from "../faults/fault.ts";

/**
 * Where a verb writes. Results go to stdout; progress, warnings and faults go to stderr, so that a pipe or `--json`
 * never gets anything but the result.
 */
export interface Output {
  json: boolean;
  /** Whether the result has been given: a fault that follows is then told on stderr only. */
  readonly given: boolean;
  /** The result: the text for people, or under `--json` the data as one JSON document. */
  result(text: string, data: unknown): void;
  /** A line for people beside the result. */
  note(line: string): void;
}

/** The process's own stdout and stderr, or other streams in tests. */
export function createOutput(
  json: boolean,
  stdout: { write(text: string): unknown } = process.stdout,
  stderr: { write(text: string): unknown } = process.stderr,
): Output {
  let given = false;
  return {
    json,
    get given() {
      return given;
    },
    result(text, data) {
      given = true;
      stdout.write(json ? `${JSON.stringify(data, null, 2)}\n` : text === "" ? "" : `${text}\n`);
    },
    note(line) {
      stderr.write(`${line}\n`);
    },
  };
}

const told = new WeakSet<Fault>();

/** Notes that a fault's result is on stdout already, so that `--json` prints one document and not two. */
export function markAsTold(fault: Fault): void {
  told.add(fault);
}

/** Whether the result that a fault is about is on stdout already. */
export function isTold(fault: Fault): boolean {
  return told.has(fault);
}

/** A fault as `--json` prints it: under `fault`, so that a script tells it from a result by one key. */
export function faultAsData(fault: Fault): object {
  const { code, outcome, exitCode, message, findings, evidence, next } = fault;
  return { fault: { code, outcome, exitCode, summary: message, findings, evidence, next } };
}
