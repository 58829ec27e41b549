import { setTimeout } from "node:timers/promises";
import { Fault } from "../../faults/fault.ts";
import type { ReleaseTools } from "../../release/change-service.ts";
import { holdPin } from "../../release/hold-pin.ts";
import { historyOf, pinOf } from "../../release/marks.ts";
import type { ServingEntry } from "../../traffic/serving-history.ts";
import type { TrafficPin } from "../../traffic/traffic-pin.ts";
import { releaseTools } from "../target/release-tools.ts";
import type { KeyedService, Target } from "../target/target.ts";
import type { VerbContext } from "../verb.ts";
import { whoActs } from "../who.ts";

/** A rollback that comes while the engine runs is seen within this time. */
const POLL_MILLISECONDS = 500;

/** A pin with the history that it was seen with. */
interface SeenPin {
  pin: TrafficPin;
  history: ServingEntry[];
}

/** The pins of some services, watched during an engine run. */
export interface PinWatch {
  /** Ends the watch; puts back every pin that the run overwrote, and gives the keys of those services. */
  settle(): Promise<{ key: string; pin: TrafficPin }[]>;
}

/**
 * Watches for rollbacks that come while the engine runs. The engine read the service before, so its update overwrites them: it
 * carries no etag, and drops the annotations that it does not know.
 */
export function watchPins(target: Target, services: KeyedService[], context: VerbContext): PinWatch {
  const ended = new AbortController();
  const signal = AbortSignal.any([ended.signal, context.interrupt.signal]);
  // Ctrl-C ends the engine, and must not keep a rollback from being put back.
  const unending = {
    output: context.output,
    interrupt: { ...context.interrupt, signal: new AbortController().signal },
  };
  const watched = services.map((service) => {
    const tools = releaseTools(target, service, unending);
    const last = watchService(tools, signal);
    // What breaks the watch is told once the engine has ended: not to be caught until then would end everything in the middle.
    last.catch(() => undefined);
    return { key: service.key, tools, last };
  });
  return {
    async settle() {
      ended.abort();
      const restored: { key: string; pin: TrafficPin }[] = [];
      for (const { key, tools, last } of watched) {
        const seen = await last;
        if (!seen || (await holdPin(tools, seen.pin, seen.history, whoActs())) !== "restored") continue;
        restored.push({ key, pin: seen.pin });
      }
      return restored;
    },
  };
}

/** The last pin that was seen until the signal, unless somebody released it. */
async function watchService(
  { cloudRun, serviceName }: ReleaseTools,
  signal: AbortSignal,
): Promise<SeenPin | undefined> {
  let seen: SeenPin | undefined;
  while (!signal.aborted) {
    try {
      const live = await cloudRun.service(serviceName);
      if (live) seen = lookedAt(seen, { pin: pinOf(live), history: historyOf(live) });
    } catch (error) {
      // Of a look that failed the next one, or the reading back at the end, tells more.
      if (!(error instanceof Fault)) throw error;
    }
    await setTimeout(POLL_MILLISECONDS, undefined, { signal }).catch(() => undefined);
  }
  return seen;
}

function lookedAt(
  seen: SeenPin | undefined,
  { pin, history }: { pin: TrafficPin | undefined; history: ServingEntry[] },
): SeenPin | undefined {
  if (pin) return { pin, history };
  const isReleased = history.some(({ at, move }) => at === seen?.pin.at && move === "rollback");
  return isReleased ? undefined : seen;
}
