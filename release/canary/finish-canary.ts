import type { TrafficSettings } from "../../settings/traffic.ts";
import { CANARY_ANNOTATION, type CanaryState, NO_CANARY } from "../../traffic/canary-state.ts";
import { formatHistory, HISTORY_ANNOTATION } from "../../traffic/serving-history.ts";
import { changeService, type ReleaseTools } from "../change-service.ts";
import { servesOnly } from "../marks.ts";
import { promotedTraffic } from "../promote.ts";
import { servingInWords } from "../settled.ts";
import { fateOf } from "./canary-fate.ts";
import { overruled, stepNotTaken } from "./canary-faults.ts";
import { type CanaryMove, changeOfCanary, historyAfter } from "./move-canary.ts";

/** How a canary has ended well. */
export interface FinishedCanary {
  /** Set where a newer revision was deployed meanwhile: it waits at 0 %, and the mark stays on so that it goes on waiting. */
  waiting: string | undefined;
}

/**
 * Gives a canary all traffic, in the way that the strategy of the settings has it, so that the next preview shows no change; and
 * takes its mark off.
 *
 * @param move its `to` is the last step.
 * @throws Fault `canary-overruled`, `traffic-not-shifted`.
 */
export async function finishCanary(
  tools: ReleaseTools,
  move: CanaryMove,
  traffic: TrafficSettings,
): Promise<FinishedCanary> {
  const revision = revisionOf(move.to);
  let waiting: string | undefined;
  const { after } = await changeService(tools, async (live) => {
    const fate = fateOf(live, move.from);
    if (fate.kind === "rolled-back" || fate.kind === "ended") throw overruled(fate);
    waiting = live.templateRevision === revision ? undefined : live.templateRevision;
    if (waiting !== undefined) return changeOfCanary(tools, live, move);
    return {
      traffic: promotedTraffic(traffic, revision, revision),
      annotations: {
        ...live.annotations,
        [CANARY_ANNOTATION]: NO_CANARY,
        [HISTORY_ANNOTATION]: formatHistory(historyAfter(live, move, move.by)),
      },
    };
  });
  if (!servesOnly(after, revision))
    throw stepNotTaken(move.to, servingInWords(after), after.condition.message);
  return { waiting };
}

function revisionOf({ revision }: CanaryState): string {
  if (revision === undefined) throw new Error("a canary without a revision has no last step");
  return revision;
}
