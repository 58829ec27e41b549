import type { CheckContext } from "../check.ts";
import type { LogEntry } from "../startup-log/log-entry.ts";

/** What a revision logged while its first instance started, and how long was waited for it. */
export interface StartupEntries {
  /** Of the program and of the platform; requests are left out. */
  entries: LogEntry[];
  waitedSeconds: number;
}

/** The platform's line for an instance that is up: https://cloud.google.com/run/docs/configuring/healthchecks */
const STARTED = /STARTUP (?:HTTP|TCP|GRPC) probe succeeded/i;
/** What a service still says once it is up. */
const AFTERWARDS_MILLISECONDS = 5000;
/** Where no such line tells: as long as a start may take, and some more. */
const LONGEST_START_MILLISECONDS = 10 * 60_000;
/** Entries take seconds to reach Cloud Logging, and none in a rehearsal. */
const INGESTED_MILLISECONDS = { cloud: 20_000, rehearsal: 3000 };
const POLL_MILLISECONDS = { cloud: 1000, rehearsal: 100 };

/**
 * The log of the revision's first start, once `isComplete` says that it is all there, or nothing more is to be expected. All checks
 * of one validation read it once.
 */
export function startupEntries(
  context: CheckContext,
  isComplete: (entries: readonly LogEntry[]) => boolean,
): Promise<StartupEntries> {
  return context.once("startup log", (shared) => waited(shared, isComplete));
}

/** The part of a revision's log that is about its first start. */
export function ofFirstStart(entries: readonly LogEntry[], createdAt: Date): LogEntry[] {
  const first = entries.find(
    ({ source, instance }) => source !== "request" && instance !== undefined,
  )?.instance;
  const own = entries.filter(
    ({ source, instance }) => source !== "request" && (first === undefined || (instance ?? first) === first),
  );
  const started = own.find(({ source, text }) => source === "platform" && STARTED.test(text));
  const until = started
    ? timeOf(started) + AFTERWARDS_MILLISECONDS
    : createdAt.getTime() + LONGEST_START_MILLISECONDS;
  return own.filter((entry) => !(timeOf(entry) > until));
}

async function waited(
  context: CheckContext,
  isComplete: (entries: readonly LogEntry[]) => boolean,
): Promise<StartupEntries> {
  const { cloud, clock, from, startedAt, subject } = context;
  const { name, createdAt } = subject.revision;
  const beganAt = clock.now();
  // Entries of a start may be stamped a little before the revision that they are of.
  const range = { since: new Date(createdAt.getTime() - 5000), until: startedAt };
  for (;;) {
    const entries = ofFirstStart(await cloud.logEntries(name, range), createdAt);
    const waitedMilliseconds = clock.now() - beganAt;
    if (isComplete(entries) || waitedMilliseconds >= INGESTED_MILLISECONDS[from]) {
      return { entries, waitedSeconds: waitedMilliseconds / 1000 };
    }
    await clock.pause(POLL_MILLISECONDS[from]);
  }
}

function timeOf({ time }: LogEntry): number {
  return time === undefined ? Number.NaN : Date.parse(time);
}
