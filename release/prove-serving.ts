import type { ReleaseTools } from "./change-service.ts";
import type { LiveService } from "./live-service.ts";
import { type SendHttp, whyNoAnswer } from "./rest/http-request.ts";
import { notServed } from "./rollback-faults.ts";

/** How it is known that a revision serves. */
export type ServingEvidence =
  | {
      /** The revision said so itself, through the service's own address. */
      kind: "answers";
      url: string;
      answers: number;
      /** Whether every answer was 200. */
      healthy: boolean;
    }
  | {
      /** Cloud Run says so; the data path was not asked, or does not name its revision. */
      kind: "conditions";
      why: string;
    };

export interface ServingQuestion {
  /** Short name. */
  revision: string;
  /** Path that answers JSON with a `revision`, as a service can from K_REVISION; or why it cannot be asked. */
  health: { path: string } | { path: undefined; whyNotAsked: string };
  send: SendHttp;
}

/** Answers in a row that have to come from the revision. */
const ANSWERS = 3;
/** A first request may have to start an instance. */
const DEADLINE_MILLISECONDS = 60_000;
const PAUSE_MILLISECONDS = 50;

/**
 * Asks the service's own address until a revision answers there several times in a row. A service that does not tell its revision
 * is taken at Cloud Run's word: the traffic statuses of the last change.
 * https://cloud.google.com/run/docs/container-contract#services-env-vars (K_REVISION)
 *
 * @throws Fault `target-not-serving`.
 */
export async function proveServing(
  { clock, signal }: Pick<ReleaseTools, "clock" | "signal">,
  service: Pick<LiveService, "uri">,
  { revision, health, send }: ServingQuestion,
): Promise<ServingEvidence> {
  if (health.path === undefined) return { kind: "conditions", why: health.whyNotAsked };
  const url = new URL(health.path, service.uri).href;
  const startedAt = clock.now();
  let inARow = 0;
  let healthy = true;
  for (;;) {
    const answer = await askRevision(url, send, signal);
    signal.throwIfAborted();
    if (answer.status !== undefined && answer.status < 500 && answer.revision === undefined) {
      return { kind: "conditions", why: `${url} answers ${answer.status} without naming its revision` };
    }
    const hit = answer.revision === revision;
    inARow = hit ? inARow + 1 : 0;
    healthy = hit && (inARow === 1 || healthy) && answer.status === 200;
    if (inARow === ANSWERS) return { kind: "answers", url, answers: ANSWERS, healthy };
    const waited = clock.now() - startedAt;
    if (waited >= DEADLINE_MILLISECONDS) throw notServed(revision, url, waited / 1000, answer.seen);
    if (!hit) await clock.pause(PAUSE_MILLISECONDS);
  }
}

interface Answer {
  status?: number;
  revision?: string;
  /** In words. */
  seen: string;
}

async function askRevision(url: string, send: SendHttp, signal: AbortSignal): Promise<Answer> {
  try {
    const { status, body } = await send({
      method: "GET",
      url,
      signal: AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MILLISECONDS)]),
    });
    const revision = revisionIn(body);
    if (revision === undefined) return { status, seen: `HTTP ${status} without a revision` };
    return { status, revision, seen: `HTTP ${status} from ${revision}` };
  } catch (error) {
    return { seen: whyNoAnswer(error) };
  }
}

function revisionIn(body: string): string | undefined {
  try {
    const { revision } = JSON.parse(body) as { revision?: unknown };
    return typeof revision === "string" ? revision : undefined;
  } catch {
    return undefined;
  }
}
