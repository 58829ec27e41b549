import { type LiveTraffic, servingRevisions } from "./serving.ts";
import { shortened } from "./traffic-pin.ts";

/** Whole percent by revision, those with a share only. */
export type Shares = Record<string, number>;

/** How a revision did when it was last looked at while it served. `unverified`: it was ready, and nobody asked more. */
export type Health = "good" | "bad" | "unverified";

/** What moved traffic. `seen` stands for a move that `stage` did not make and came upon later. */
export type Move = "deploy" | "rollback" | "promote" | "restore" | "canary" | "seen";

/** One move of a service's traffic. */
export interface ServingEntry {
  /** When, RFC 3339. */
  at: string;
  /** Who, such as `ada@laptop`. */
  by: string;
  move: Move;
  /** The shares before; empty on a first deploy. */
  from: Shares;
  /** The shares since. */
  to: Shares;
  /** Of what has served since. */
  health: Health;
  reason?: string;
}

/** The annotation that carries the history, newest first; declared at all times as the pin is. */
export const HISTORY_ANNOTATION = "netra.dev/serving-history";
export const NO_HISTORY = "[]";

/** Entries kept, and what they may take together: all annotations of a service share 256 KiB. */
const MAX_ENTRIES = 20;
const MAX_LENGTH = 16_384;

/** As many of the newest entries as fit. */
export function formatHistory(history: readonly ServingEntry[]): string {
  const kept = history.slice(0, MAX_ENTRIES).map((entry) => ({
    ...entry,
    ...(entry.reason === undefined ? {} : { reason: shortened(entry.reason) }),
  }));
  while (kept.length > 1 && JSON.stringify(kept).length > MAX_LENGTH) kept.pop();
  return JSON.stringify(kept);
}

/** Entries that cannot be read are left out: a history tells what is good to know, and nothing depends on all of it. */
export function parseHistory(text: string | undefined): ServingEntry[] {
  try {
    const entries: unknown = JSON.parse(text ?? NO_HISTORY);
    return Array.isArray(entries) ? entries.filter(isEntry) : [];
  } catch {
    return [];
  }
}

/** What a live service serves, as a history notes it. */
export function sharesOf(live: LiveTraffic): Shares {
  const serving = servingRevisions(live).filter(({ percent }) => percent > 0);
  return Object.fromEntries(serving.map(({ revision, percent }) => [revision, percent]));
}

export function sameShares(one: Shares, other: Shares): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}

/** The history with what serves now as its newest entry, where that is not what it ends with already. */
export function withServing(
  history: readonly ServingEntry[],
  serving: Shares,
  { at, by }: Pick<ServingEntry, "at" | "by">,
): ServingEntry[] {
  const [last] = history;
  if (Object.keys(serving).length === 0 || (last && sameShares(last.to, serving))) return [...history];
  return [{ at, by, move: "seen", from: last?.to ?? {}, to: serving, health: "unverified" }, ...history];
}

/** The newest entry's health replaced. */
export function withHealth(history: readonly ServingEntry[], health: Health): ServingEntry[] {
  const [last, ...earlier] = history;
  return last ? [{ ...last, health }, ...earlier] : [];
}

function isEntry(value: unknown): value is ServingEntry {
  if (typeof value !== "object" || value === null) return false;
  const { at, by, move, from, to, health } = value as Record<string, unknown>;
  return [at, by, move, health].every((text) => typeof text === "string") && isShares(from) && isShares(to);
}

function isShares(value: unknown): value is Shares {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.values(value).every((percent) => typeof percent === "number")
  );
}
