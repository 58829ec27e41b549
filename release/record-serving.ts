import {
  formatHistory,
  type Health,
  HISTORY_ANNOTATION,
  type ServingEntry,
  sameShares,
  withHealth,
} from "../traffic/serving-history.ts";
import { changeService, type ReleaseTools } from "./change-service.ts";
import type { LiveService } from "./live-service.ts";
import { historyOf, servingShares } from "./marks.ts";
import type { ServingEvidence } from "./prove-serving.ts";

/** What was found out about a revision that serves. */
export interface Verdict {
  /** Short name. */
  revision: string;
  health: Health;
  /** Who looked, such as `ada@laptop`. */
  by: string;
}

/**
 * Notes a verdict about what serves in the service's history. A revision without traffic is not noted: it has not served yet.
 *
 * @returns whether there was anything to note; then state has to be brought in line.
 */
export async function recordServing(tools: ReleaseTools, verdict: Verdict): Promise<boolean> {
  const at = new Date(tools.clock.now()).toISOString();
  const { changed } = await changeService(tools, (live) => {
    const history = judged(live, verdict, at);
    if (!history) return undefined;
    return { annotations: { ...live.annotations, [HISTORY_ANNOTATION]: formatHistory(history) } };
  });
  return changed;
}

/** Notes what a revision's own answers said of its health. Cloud Run's word alone says nothing of it. */
export async function recordEvidence(
  tools: ReleaseTools,
  evidence: ServingEvidence,
  about: Pick<Verdict, "revision" | "by">,
): Promise<void> {
  if (evidence.kind !== "answers") return;
  await recordServing(tools, { ...about, health: evidence.healthy ? "good" : "bad" });
}

function judged(
  live: LiveService,
  { revision, health, by }: Verdict,
  at: string,
): ServingEntry[] | undefined {
  const shares = servingShares(live);
  if (!(revision in shares)) return undefined;
  const history = historyOf(live);
  const [last] = history;
  if (!last || !sameShares(last.to, shares)) {
    return [{ at, by, move: "deploy", from: last?.to ?? {}, to: shares, health }, ...history];
  }
  // That nobody looked this time takes back nothing that was seen before.
  return last.health === health || health === "unverified" ? undefined : withHealth(history, health);
}
