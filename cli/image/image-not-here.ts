import { Fault } from "../../faults/fault.ts";

/** @param cause why it could not be pulled, where that was tried. */
export function imageNotHere(reference: string, cause?: unknown): Fault {
  return new Fault({
    code: "image-not-here",
    outcome: "cloud",
    summary: `The Docker engine on this machine does not have ${reference}.`,
    ...(cause === undefined
      ? {}
      : { evidence: [cause instanceof Error ? cause.message : String(cause)], cause }),
    next: `docker pull ${reference}`,
  });
}
