import { Fault } from "../faults/fault.ts";
import { isRouted, type RoutedTarget } from "./routed-targets.ts";
import type { Shares } from "./serving-history.ts";
import { shortened } from "./traffic-pin.ts";

/** Why a canary stands still until a person says how to go on. */
export type Hold = "gate" | "inconclusive";

/**
 * How far a canary has got. Kept as an annotation of the service, so that any machine can go on with it and every deployment
 * leaves its shares alone.
 */
export interface CanaryState {
  /** Short name of the new revision; left out until the deployment that makes it has ended. */
  revision?: string;
  /** What served before, in whole percent by revision; it keeps these proportions in what the canary leaves. */
  stable: Shares;
  /** All that was routed before, tags and waiting revisions too: what a deployment that fails leaves. Kept until it has ended. */
  before?: RoutedTarget[];
  /** Shares of the new revision in percent, growing; the last is 100. */
  steps: number[];
  /** Index of the present step. */
  step: number;
  /** When the present step began, RFC 3339. */
  since: string;
  /** Who began the canary and when: together they tell one canary from another. */
  by: string;
  startedAt: string;
  /** Shares at which a person has to say that it may go on. */
  gates: number[];
  held?: Hold;
}

/** The annotation that carries the state; declared at all times, as the pin is. */
export const CANARY_ANNOTATION = "netra.dev/canary";
export const NO_CANARY = "none";

export function formatCanary(state: CanaryState | undefined): string {
  if (!state) return NO_CANARY;
  const { revision, stable, before, steps, step, since, by, startedAt, gates, held } = state;
  return JSON.stringify({
    ...(revision === undefined ? {} : { revision }),
    ...{ stable, steps, step, since, by, startedAt, gates },
    ...(before === undefined ? {} : { before }),
    ...(held === undefined ? {} : { held }),
  });
}

/**
 * The canary that an annotation's value stands for; undefined where there is none.
 *
 * @throws Fault `canary-unreadable` for what `formatCanary` never wrote: guessing could give a bad revision all traffic.
 */
export function parseCanary(text: string | undefined): CanaryState | undefined {
  if (text === undefined || text === NO_CANARY) return undefined;
  const state = parsed(text);
  if (isState(state)) return state;
  throw new Fault({
    code: "canary-unreadable",
    outcome: "usage",
    summary: "the service carries a canary's state that cannot be read",
    findings: [
      {
        path: `annotations["${CANARY_ANNOTATION}"]`,
        expected: `${NO_CANARY}, or JSON with stable, steps, step, since, by and startedAt`,
        actual: shortened(text),
      },
    ],
    next: "stage rollback --to REVISION or stage promote ends the canary and writes the annotation anew",
  });
}

/** Whether two states are of the same canary, however far each has got. */
export function sameCanary(one: CanaryState | undefined, other: CanaryState | undefined): boolean {
  return one !== undefined && one.startedAt === other?.startedAt && one.by === other.by;
}

/** The canary's present share in percent. */
export function shareOf({ steps, step }: Pick<CanaryState, "steps" | "step">): number {
  return steps[step] ?? 100;
}

/** Who runs which canary and how far it has got, as one sentence without its full stop. */
export function canaryInWords(state: CanaryState): string {
  const { revision, steps, step, since, by, held } = state;
  const who = `${by} runs a canary`;
  if (revision === undefined) return `${who} whose revision is about to be deployed`;
  const how = held === undefined ? "" : `, held: ${HOLDS[held]}`;
  return `${who} of ${revision}: ${shareOf(state)} % (step ${step + 1} of ${steps.length}) since ${since}${how}`;
}

const HOLDS = { gate: "a person has to let it go on", inconclusive: "the numbers do not decide" } as const;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isState(value: unknown): value is CanaryState {
  if (typeof value !== "object" || value === null) return false;
  const { revision, stable, before, steps, step, since, by, startedAt, gates } = value as Record<
    string,
    unknown
  >;
  const texts = [revision ?? "", since, by, startedAt];
  return (
    texts.every((text) => typeof text === "string") &&
    isPercents(steps) &&
    isPercents(gates) &&
    Number.isInteger(step) &&
    steps[step as number] !== undefined &&
    typeof stable === "object" &&
    stable !== null &&
    isPercents(Object.values(stable)) &&
    Object.keys(stable).length > 0 &&
    (before === undefined || isRouted(before))
  );
}

function isPercents(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((each) => Number.isInteger(each) && each >= 0 && each <= 100);
}
