import type { Health, Move, ServingEntry, Shares } from "../traffic/serving-history.ts";
import { sameShares } from "../traffic/serving-history.ts";
import type { TrafficPin } from "../traffic/traffic-pin.ts";
import type { LiveService } from "./live-service.ts";
import { historyOf, readablePin, servingShares } from "./marks.ts";

/** What `stage history` shows of a service. */
export interface ServiceHistory {
  name: string;
  serving: Shares;
  pin: TrafficPin | null;
  /** Newest first. */
  moves: HistoryMove[];
  /** Whether traffic has moved since the newest entry, by somebody else than `stage`. */
  movedSince: { at: string; by: string } | null;
}

export interface HistoryMove {
  at: string;
  by: string;
  move: Move;
  from: Shares;
  to: Shares;
  health: Health;
  reason: string | null;
}

/** Who moved a service's traffic when, from where to where, and why: as far as its annotations remember. */
export function serviceHistory(service: LiveService): ServiceHistory {
  const entries = historyOf(service);
  const serving = servingShares(service);
  const moved = !entries[0] || !sameShares(entries[0].to, serving);
  return {
    name: service.name,
    serving,
    pin: readablePin(service).pin ?? null,
    moves: entries.map(asMove),
    movedSince: moved ? { at: service.updatedAt, by: service.lastModifier } : null,
  };
}

function asMove({ at, by, move, from, to, health, reason }: ServingEntry): HistoryMove {
  return { at, by, move, from, to, health, reason: reason ?? null };
}
