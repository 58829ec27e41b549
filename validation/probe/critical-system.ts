import type { CheckContext } from "../check.ts";
import { CHAT } from "../contracts/chat.ts";
import type { HttpEvidence } from "../result/evidence.ts";
import { type Answer, ask, statusInWords } from "./ask.ts";

/** What the service itself says of a system that it stands on, just looked at. */
export interface SystemReport {
  up: boolean;
  /** In words. */
  told: string;
  evidence: HttpEvidence;
}

/** Asks the health report for one of its systems, such as `Database`; all checks that ask share one report. */
export async function criticalSystem(context: CheckContext, system: string): Promise<SystemReport> {
  const answer = await context.once("health report", (shared) => ask(shared, { path: CHAT.healthPath }));
  return { ...judge(answer, system), evidence: answer.evidence };
}

function judge(answer: Answer, system: string): { up: boolean; told: string } {
  const report = CHAT.bodies.health.safeParse(answer.json);
  if (!report.success) return { up: false, told: `no health report: ${statusInWords(answer)}` };
  const state = report.data.systems[system];
  if (state === undefined) return { up: false, told: `the health report does not name ${system}` };
  const reason = report.data.reasons.find((text) => text.startsWith(`${system}:`));
  return { up: state === "operational", told: reason ?? `${system}: ${state}` };
}
