import { Fault } from "../../faults/fault.ts";
import { recordServing } from "../../release/record-serving.ts";
import type { Health } from "../../traffic/serving-history.ts";
import type { Steps } from "../steps.ts";
import { releaseTools } from "../target/release-tools.ts";
import type { KeyedService, Target } from "../target/target.ts";
import type { VerbContext } from "../verb.ts";
import { whoActs } from "../who.ts";
import type { LiveReport } from "./check-live.ts";
import { reconcileState } from "./reconcile-state.ts";

/**
 * Notes in the service's history how its new revision did, so that every machine knows what can be rolled back to. State follows,
 * or the next preview would show a change; nothing is done where the history says so already.
 */
export async function noteHealth(
  target: Target,
  service: KeyedService,
  { revision, health }: { revision: string; health: Health },
  context: VerbContext,
  steps: Steps,
): Promise<void> {
  const tools = releaseTools(target, service, context);
  if (!(await recordServing(tools, { revision, health, by: whoActs() }))) return;
  const fault = await steps.run("Note in the history", async (voice) => {
    voice.retitle(`Note in the history: ${revision} ${HEALTH_WORDS[health]}`);
    return await reconcileState(target, service.key, context, voice);
  });
  if (fault) context.output.note(`warning: Pulumi's state is not in line: ${fault.message}`);
}

const HEALTH_WORDS = {
  good: "serves in good health",
  bad: "serves in bad health",
  unverified: "serves",
} as const;

/** Reads a service back by `check`, and notes what that came to before a failure goes on its way. */
export async function checkedAndNoted(
  target: Target,
  service: KeyedService,
  check: () => Promise<LiveReport>,
  context: VerbContext,
  steps: Steps,
): Promise<LiveReport> {
  try {
    const report = await check();
    const health = report.health ? "good" : "unverified";
    await noteHealth(target, service, { revision: report.settled.latest.name, health }, context, steps);
    return report;
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== "unhealthy") throw error;
    const { cloudRun, serviceName } = releaseTools(target, service, context);
    const revision = (await cloudRun.service(serviceName))?.latestCreatedRevision;
    if (revision) await noteHealth(target, service, { revision, health: "bad" }, context, steps);
    throw error;
  }
}
