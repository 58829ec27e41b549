import { Fault } from "../../faults/fault.ts";
import { type CanaryState, canaryInWords, shareOf } from "../../traffic/canary-state.ts";
import { pinInWords, type TrafficPin } from "../../traffic/traffic-pin.ts";
import type { Analysis } from "./analysis.ts";
import type { CanaryFate } from "./canary-fate.ts";

/** Somebody else decided about the traffic meanwhile; the canary leaves it at that. */
export function overruled(fate: CanaryFate & { kind: "rolled-back" | "ended" }): Fault {
  const how =
    fate.kind === "rolled-back"
      ? `Somebody rolled back: ${pinInWords(fate.pin)}.`
      : "Somebody else promoted a revision, began another canary or moved the traffic by hand.";
  return new Fault({
    code: "canary-overruled",
    outcome: "cloud",
    summary: `${how} The canary has ended there and moved nothing any more.`,
    next: "stage history shows who and why; stage status what serves now",
  });
}

/** A step did not become what the service serves. */
export function stepNotTaken(state: CanaryState, serving: string, message: string): Fault {
  return new Fault({
    code: "traffic-not-shifted",
    outcome: "cloud",
    summary: `Cloud Run did not give ${state.revision} its ${shareOf(state)} %; it serves ${serving}.`,
    evidence: message === "" ? [] : message.split("\n"),
    next: "stage canary goes on from here; stage rollback ends it",
  });
}

export function canaryPinned(pin: TrafficPin): Fault {
  return new Fault({
    code: "canary-pinned",
    outcome: "usage",
    summary: `A rollback keeps the traffic where it is: ${pinInWords(pin)}. Nothing was changed.`,
    next: "stage canary --release-pin begins a canary against that revision; stage up deploys at 0 %",
  });
}

export function nothingToCompareWith(): Fault {
  return new Fault({
    code: "canary-nothing-serves",
    outcome: "usage",
    summary: "Nothing serves yet that a canary could be compared with. Nothing was changed.",
    next: "stage up deploys the first revision",
  });
}

export function strategyIsSplit(): Fault {
  return new Fault({
    code: "strategy-decides",
    outcome: "usage",
    summary: "Under the strategy split the settings name every share: there is nothing for a canary to move.",
    next: "stage up deploys; or change services.<key>.traffic in the settings",
  });
}

export function noCanary(verb: string): Fault {
  return new Fault({
    code: "canary-missing",
    outcome: "usage",
    summary: `There is no canary to ${verb}.`,
    next: "stage canary begins one",
  });
}

export function notHeld(state: CanaryState): Fault {
  return new Fault({
    code: "canary-not-held",
    outcome: "usage",
    summary: `The canary is not held: ${canaryInWords(state)}.`,
    next: "stage canary goes on watching it; stage promote gives it everything at once",
  });
}

/** It stands still until a person says how to go on. */
export function canaryHeld(state: CanaryState, analysis: Analysis | undefined): Fault {
  const why =
    state.held === "gate"
      ? "and a person has to let it go on from there"
      : "and the numbers do not decide whether it may go on";
  return new Fault({
    code: "canary-held",
    outcome: "held",
    summary: `The canary of ${state.revision} is held at ${shareOf(state)} %, ${why}.`,
    evidence: evidenceOf(analysis),
    next: "stage canary looks again; stage canary --continue goes on; stage promote gives it everything; stage rollback takes it back",
  });
}

/** It was taken back. */
export function canaryFailed(state: CanaryState, stable: string, evidence: string[]): Fault {
  return new Fault({
    code: "canary-failed",
    outcome: "rolledBack",
    summary: `The canary of ${state.revision} failed at ${shareOf(state)} % and was taken back: all traffic is on ${stable}, and pinned there.`,
    evidence,
    next: "mend it, then stage canary --release-pin; stage logs shows what it said",
  });
}

/** What a verdict rests on, a line per check, what speaks against the canary first. */
export function evidenceOf(analysis: Analysis | undefined): string[] {
  const order = ["FAIL", "INCONCLUSIVE", "PASS"];
  return (analysis?.checks ?? [])
    .toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict))
    .map(({ check, verdict, evidence }) => `${check} ${verdict}: ${evidence}`);
}
