import type { Fault } from "../faults/fault.ts";

/**
 * Where a verb writes. Results go to stdout; progress, warnings and faults go to stderr, so that a pipe or `--json`
 * never gets anything but the result.
 */
export interface Output {
  json: boolean;
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
  return {
    json,
    result(text, data) {
      stdout.write(json ? `${JSON.stringify(data, null, 2)}\n` : text === "" ? "" : `${text}\n`);
    },
    note(line) {
      stderr.write(`${line}\n`);
    },
  };
}

/** A fault as `--json` prints it: under `fault`, so that a script tells it from a result by one key. */
export function faultAsData(fault: Fault): object {
  const { code, outcome, exitCode, message, findings, evidence, next } = fault;
  return { fault: { code, outcome, exitCode, summary: message, findings, evidence, next } };
}
