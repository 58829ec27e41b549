import { Fault } from "../faults/fault.ts";
import { pinInWords, type TrafficPin } from "../traffic/traffic-pin.ts";
import type { Refusal } from "./readiness/refusal.ts";

/** The way back is known, and something speaks against it. */
export function rollbackRefused(target: string, refusals: Refusal[]): Fault {
  return new Fault({
    code: "rollback-refused",
    outcome: "noRollbackTarget",
    summary: `${target} cannot take the traffic back; nothing was changed.`,
    findings: refusals.map(({ finding }) => finding),
    next: [...new Set(refusals.map(({ wayRound }) => wayRound))].join("; "),
  });
}

/** Two rolled back at once, to different revisions, and this one came second. */
export function rolledBackMeanwhile(pin: TrafficPin): Fault {
  return new Fault({
    code: "rolled-back-meanwhile",
    outcome: "cloud",
    summary: `Somebody else was faster: ${pinInWords(pin)}. Nothing was changed.`,
    next: "stage status shows what serves now; stage rollback --to REVISION moves it elsewhere",
  });
}

/** While this rollback was going on, its pin was taken off by a person. */
export function promotedMeanwhile(): Fault {
  return new Fault({
    code: "promoted-meanwhile",
    outcome: "cloud",
    summary: "Somebody else changed the pin of the service meanwhile. Nothing was changed.",
    next: "stage history shows who; then the same command again",
  });
}

/** Cloud Run has finished, and traffic is not where it was sent. */
export function notShifted(target: string, serving: string, message: string): Fault {
  return new Fault({
    code: "traffic-not-shifted",
    outcome: "cloud",
    summary: `Cloud Run did not move the traffic to ${target}; it serves ${serving}.`,
    evidence: message === "" ? [] : message.split("\n"),
    next: "stage status shows the service; the same command again goes on from here",
  });
}

/** The data path still answers from elsewhere when the time for it is over. */
export function notServed(target: string, url: string, seconds: number, lastSeen: string): Fault {
  return new Fault({
    code: "target-not-serving",
    outcome: "validation",
    summary: `${url} was not answered by ${target} within ${Math.round(seconds)} s; last seen: ${lastSeen}.`,
    next: "stage logs shows what the service says; stage rollback --to REVISION goes to another revision",
  });
}
