import { lastServed } from "../traffic/last-served.ts";
import { formatHistory, HISTORY_ANNOTATION, type ServingEntry } from "../traffic/serving-history.ts";
import type { TrafficPin } from "../traffic/traffic-pin.ts";
import { formatPin, PIN_ANNOTATION } from "../traffic/traffic-pin.ts";
import { changeService, type ReleaseTools } from "./change-service.ts";
import type { LiveService } from "./live-service.ts";
import { historyOf, servesOnly } from "./marks.ts";
import { pinned, readyTemplate } from "./shift-traffic.ts";

/** What became of a pin. `overwritten` and `restored`: a deployment that began before the rollback had undone it. */
export type PinFate = "holds" | "restored" | "released";

/**
 * Looks whether a pin still holds, and puts it back where a deployment overwrote it: one that read the service before the rollback
 * does not know of it, and its update takes the rollback's entry out of the history. A person who releases or replaces a pin leaves
 * that entry where it is, and so is left alone.
 *
 * @param seen the history as it was last seen with the pin.
 */
export async function holdPin(
  tools: ReleaseTools,
  pin: TrafficPin,
  seen: readonly ServingEntry[],
  by: string,
): Promise<PinFate> {
  let fate: PinFate = "holds";
  await changeService(tools, async (live) => {
    fate = fateOf(live, pin);
    if (fate !== "restored") return undefined;
    const at = new Date(tools.clock.now()).toISOString();
    const candidate = await readyTemplate(tools, live);
    const knowing = {
      ...live,
      annotations: {
        ...live.annotations,
        [HISTORY_ANNOTATION]: formatHistory(merged(historyOf(live), seen)),
      },
    };
    const health = lastServed(seen).get(pin.revision)?.health;
    return pinned(knowing, { pin, move: "restore", at, by, candidate, health });
  });
  return fate;
}

function fateOf(live: LiveService, pin: TrafficPin): PinFate {
  const isPinned = live.annotations[PIN_ANNOTATION] === formatPin(pin);
  if (isPinned) return servesOnly(live, pin.revision) ? "holds" : "restored";
  const isRemembered = historyOf(live).some(({ at, move }) => at === pin.at && move === "rollback");
  return isRemembered ? "released" : "restored";
}

/** Both histories, newest first, each move once, with the verdict that is live. */
function merged(live: readonly ServingEntry[], seen: readonly ServingEntry[]): ServingEntry[] {
  const moves = new Map([...seen, ...live].map((entry) => [`${entry.at} ${entry.move}`, entry]));
  return [...moves.values()].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
}
