import type { Colors } from "picocolors/types.js";
import type { PromotePlan } from "../../release/promote.ts";
import type { ServingEvidence } from "../../release/prove-serving.ts";
import { pinInWords, type TrafficPin } from "../../traffic/traffic-pin.ts";
import type { TrafficTarget } from "../../traffic/traffic-target.ts";
import type { StepTiming } from "../steps.ts";
import { evidenceInWords } from "./evidence-text.ts";

/** What `stage promote` ends with; `--json` prints just this. Its keys are a contract. */
export interface PromoteResult {
  environment: "rehearsal" | "staging";
  service: string;
  /** What served most before; null where nothing did. */
  from: string | null;
  to: string;
  /** Whether this run changed anything. */
  moved: boolean;
  releasedPin: TrafficPin | null;
  traffic: TrafficTarget[];
  evidence: ServingEvidence;
  /** Why Pulumi's state could not be brought in line; null where it was. */
  stateNotReconciled: string | null;
  steps: StepTiming[];
  totalSeconds: number;
}

/** What is about to be done, in a line or two. */
export function promotionInWords(serviceName: string, environment: string, plan: PromotePlan): string {
  const { from, pin } = plan;
  const released = pin ? `\n  releases the pin: ${pinInWords(pin)}` : "";
  return `${serviceName} (${environment}): ${from ?? "nothing"} → ${sharesInWords(plan)}${released}`;
}

/** What people read at the end. */
export function promoteText(result: PromoteResult, colors: Colors): string {
  const { service, environment, to, traffic, evidence, stateNotReconciled, totalSeconds } = result;
  const rows: [string, string][] = [
    ["serves", colors.green(sharesInWords({ traffic, target: { name: to } }))],
    ["evidence", evidenceInWords(evidence)],
    ["pin", result.releasedPin ? `released: ${pinInWords(result.releasedPin)}` : "none"],
    ["state", stateNotReconciled ? colors.yellow(`not in line: ${stateNotReconciled}`) : "in line"],
  ];
  const parts = result.steps.map(({ title, seconds }) => `${title} ${seconds.toFixed(2)} s`);
  return [
    `${colors.bold(service)} (${environment}) is promoted`,
    ...rows.map(([name, value]) => `  ${colors.dim(name.padEnd(9))} ${value}`),
    colors.dim(`${parts.join(" · ")} · in all ${totalSeconds.toFixed(2)} s`),
  ].join("\n");
}

function sharesInWords({ traffic, target }: { traffic: TrafficTarget[]; target: { name: string } }): string {
  return traffic
    .map(
      ({ revision, percent, tag }) => `${revision ?? target.name} (${percent} %${tag ? `, tag ${tag}` : ""})`,
    )
    .join(", ");
}
