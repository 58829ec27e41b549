import type { CloudRunReader, LiveRevision, LiveService } from "./live-service.ts";

/** A service that Cloud Run has finished working on. */
export interface SettledService {
  service: LiveService;
  /** The revision that the last deployment made, if it is still there. */
  latest: LiveRevision | undefined;
}

/** What waiting needs from outside. */
export interface Clock {
  now(): number;
  /** Resolves after that time, or rejects with the signal's reason. */
  pause(milliseconds: number): Promise<void>;
}

/**
 * Reads the service until Cloud Run has settled it: not reconciling, and its condition ready or failed. Returns what was read
 * last when the deadline passes before; callers see that in `service.reconciling`. Undefined when there is no such service.
 */
export async function readSettled(
  reader: CloudRunReader,
  serviceName: string,
  deadlineMilliseconds: number,
  clock: Clock,
): Promise<SettledService | undefined> {
  const giveUpAt = clock.now() + deadlineMilliseconds;
  for (;;) {
    const service = await reader.service(serviceName);
    if (!service) return undefined;
    const settled = !service.reconciling && service.condition.readiness !== "pending";
    if (settled || clock.now() >= giveUpAt) {
      const { latestCreatedRevision: latest } = service;
      return { service, latest: latest ? await reader.revision(serviceName, latest) : undefined };
    }
    await clock.pause(250);
  }
}

/** The revisions that get traffic now, in words: `a-00001 (90 %), a-00002 (10 %)`; `nothing` when none does. */
export function servingInWords(service: LiveService): string {
  const shares = new Map<string, number>();
  for (const { revision, percent } of service.traffic) {
    if (percent > 0) shares.set(revision, (shares.get(revision) ?? 0) + percent);
  }
  if (shares.size === 0) return "nothing";
  return [...shares].map(([revision, percent]) => `${revision} (${percent} %)`).join(", ");
}
