import * as pulumi from "@pulumi/pulumi";
import { Fault } from "../faults/fault.ts";
import { formatFault } from "../faults/format.ts";

/** An expected failure as the engine prints it without a stack; anything else stays what it is. */
export function asRunError(error: unknown): unknown {
  return error instanceof Fault ? new pulumi.RunError(formatFault(error)) : error;
}
