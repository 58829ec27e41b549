import { Fault } from "../../faults/fault.ts";

/** What cannot be read as the log that it seems to be; whoever finds that does not know what the input is called. */
export class UnreadableLog extends Error {
  readonly expected: string;
  readonly actual: string;

  constructor(expected: string, actual: string) {
    super(`expected ${expected}; found ${actual}`);
    this.expected = expected;
    this.actual = actual;
  }
}

/** What ends in the middle of an object. */
export function cutOff(): UnreadableLog {
  return new UnreadableLog("whole JSON objects", "an end of input within one: was the file cut off?");
}

/** The fault for people, who may have given several inputs. */
export function logUnreadable(name: string, cause: UnreadableLog): Fault {
  const { expected, actual } = cause;
  return new Fault({
    code: "log-unreadable",
    outcome: "usage",
    summary: "The input cannot be read as a log.",
    findings: [{ path: name, expected, actual }],
    next: "gcloud logging read … --order=asc --format=json writes what can be read",
    cause,
  });
}
