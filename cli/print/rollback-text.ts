import type { Colors } from "picocolors/types.js";
import type { RollbackPlan } from "../../release/plan-rollback.ts";
import type { ServingEvidence } from "../../release/prove-serving.ts";
import type { TrafficPin } from "../../traffic/traffic-pin.ts";
import { pinInWords } from "../../traffic/traffic-pin.ts";
import type { SettledPin } from "../deploy/settle-pin.ts";
import type { StepTiming } from "../steps.ts";
import { evidenceInWords } from "./evidence-text.ts";

/** What `stage rollback` ends with; `--json` prints just this. Its keys are a contract. */
export interface RollbackResult extends SettledPin {
  environment: "rehearsal" | "staging";
  service: string;
  /** What served before; null where nothing did. */
  from: string | null;
  to: string;
  /** Whether this run moved the traffic; false where it was in place already. */
  moved: boolean;
  pin: TrafficPin;
  /** Whether the pin is an earlier rollback's, or somebody else's of the same moment. */
  ofOthers: boolean;
  evidence: ServingEvidence;
  steps: StepTiming[];
  /** From the start of the command until the data path had answered from the target. */
  movedSeconds: number;
  totalSeconds: number;
}

/** The move that is about to be made, in one line. */
export function moveInWords(serviceName: string, environment: string, plan: RollbackPlan): string {
  const { from, target, health, servedSince, earlier, inPlace } = plan;
  if (inPlace && earlier)
    return `${serviceName} (${environment}) is rolled back already: ${pinInWords(earlier)}`;
  const known = health ? `health when it last served: ${health}, since ${servedSince}` : "not in the history";
  const way = earlier ? `finishing the rollback of ${earlier.by} at ${earlier.at}` : known;
  return `${serviceName} (${environment}): ${from ?? "nothing"} → ${target.name} (${way})`;
}

/** What people read at the end. */
export function rollbackText(result: RollbackResult, colors: Colors): string {
  const { service, to, pin, fate, stateNotReconciled, movedSeconds, totalSeconds, environment } = result;
  const rows: [string, string][] = [
    ["serves", colors.green(`${to} (100 %)`)],
    ["evidence", evidenceInWords(result.evidence)],
    [
      "pin",
      `${pin.by}, ${pin.at}${pin.reason ? `, "${pin.reason}"` : ""}${pin.from ? `, away from ${pin.from}` : ""}`,
    ],
    ...(fate === "holds" ? [] : [["meanwhile", FATES[fate]] satisfies [string, string]]),
    ["traffic", `on the target after ${movedSeconds.toFixed(2)} s`],
    [
      "state",
      stateNotReconciled
        ? colors.yellow(`not in line: ${stateNotReconciled}`)
        : `in line after ${totalSeconds.toFixed(2)} s`,
    ],
    ["next", "stage up deploys at 0 %; stage promote releases the pin"],
  ];
  return [
    `${colors.bold(service)} (${environment}) ${result.moved ? "is rolled back" : "was rolled back already"}`,
    ...rows.map(([name, value]) => `  ${colors.dim(name.padEnd(9))} ${value}`),
    colors.dim(result.steps.map(({ title, seconds }) => `${title} ${seconds.toFixed(2)} s`).join(" · ")),
  ].join("\n");
}

const FATES = {
  restored: "a deployment that was running had overwritten the rollback: it was put back",
  released: "somebody released or replaced the pin: stage history tells who",
} as const;
