import { Fault } from "../faults/fault.ts";

/**
 * A rollback's mark on a service: traffic stays on `revision`, whatever is deployed, until somebody promotes.
 * Kept as an annotation, so that every machine sees it and a fresh checkout knows of it.
 */
export interface TrafficPin {
  /** Short name of the revision that keeps all traffic. */
  revision: string;
  /** Who rolled back, such as `ada@laptop`. */
  by: string;
  /** When, RFC 3339. */
  at: string;
  /** What served before, by short name; left out where nothing did. */
  from?: string;
  /** Why, in the words of who did it. */
  reason?: string;
}

/**
 * The annotation that carries the pin. It is declared at all times, with {@link NO_PIN} where nothing is pinned: a refresh
 * takes over the live values of declared annotations only, so one that came and went would show as a change.
 */
export const PIN_ANNOTATION = "netra.dev/traffic-pin";
export const NO_PIN = "none";

/** Longer reasons are cut: all annotations of a service share 256 KiB. */
const MAX_REASON_LENGTH = 200;

export function formatPin(pin: TrafficPin | undefined): string {
  if (!pin) return NO_PIN;
  const { revision, by, at, from, reason } = pin;
  return JSON.stringify({
    revision,
    by,
    at,
    ...(from ? { from } : {}),
    ...(reason ? { reason: shortened(reason) } : {}),
  });
}

/**
 * The pin that an annotation's value stands for; undefined where there is none.
 *
 * @throws Fault `traffic-pin-unreadable` for what `formatPin` never wrote: guessing could undo somebody's rollback.
 */
export function parsePin(text: string | undefined): TrafficPin | undefined {
  if (text === undefined || text === NO_PIN) return undefined;
  const pin = parsed(text);
  if (isPin(pin)) return pin;
  throw new Fault({
    code: "traffic-pin-unreadable",
    outcome: "usage",
    summary: "the service carries a traffic pin that cannot be read",
    findings: [
      {
        path: `annotations["${PIN_ANNOTATION}"]`,
        expected: `${NO_PIN}, or JSON with revision, by and at`,
        actual: shortened(text),
      },
    ],
    next: "stage rollback --to REVISION writes the pin anew, stage promote releases it",
  });
}

/** Whether two pins are the same rollback. */
export function samePin(one: TrafficPin | undefined, other: TrafficPin | undefined): boolean {
  return formatPin(one) === formatPin(other);
}

/** Who pinned what, when and why, as one sentence without its full stop. */
export function pinInWords({ revision, by, at, from, reason }: TrafficPin): string {
  const left = from ? `, away from ${from}` : "";
  const why = reason ? `: "${reason}"` : "";
  return `${by} pinned all traffic to ${revision} at ${at}${left}${why}`;
}

/** Text of a person's that goes into an annotation, cut where it is long. */
export function shortened(text: string): string {
  return text.length <= MAX_REASON_LENGTH ? text : `${text.slice(0, MAX_REASON_LENGTH - 1)}…`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isPin(value: unknown): value is TrafficPin {
  if (typeof value !== "object" || value === null) return false;
  const { revision, by, at, from, reason } = value as Record<string, unknown>;
  const texts = [revision, by, at, from ?? "", reason ?? ""];
  return texts.every((text) => typeof text === "string") && revision !== "";
}
