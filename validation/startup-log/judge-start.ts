import type { StartupExpectation } from "./expectation.ts";
import type { LogFinding } from "./log-findings.ts";
import type { ObservedStart } from "./observed-start.ts";
import { type ObservedStarts, secondsOf } from "./start-tracker.ts";
import type { SystemState } from "./system-states.ts";

type Told = Omit<LogFinding, "samples" | "count">;

/** What the phases of the starts give: missing ones, a wrong order, more time than there is. */
export function judgeStarts(starts: ObservedStarts, expectation: StartupExpectation): Told[] {
  if (expectation.phases.length === 0) return [];
  if (!starts.shown) {
    return [
      error("phases-missing", `None of the ${expectation.phases.length} phases of a start is in the log.`),
    ];
  }
  return [
    ...judgeCompleteness(starts, expectation.phases),
    ...(starts.outOfOrder
      ? [error("phases-out-of-order", `The phases came as ${namesOf(starts.outOfOrder)}.`)]
      : []),
    ...judgeTotal(starts.shown, expectation),
  ];
}

/** What the status block gives. A system is only up where the log says so. */
export function judgeSystems(states: SystemState[]): Told[] {
  const named = (wanted: SystemState["state"]) =>
    states
      .filter(({ state }) => state === wanted)
      .map(({ name, words }) => (words ? `${name} (${words})` : name));
  const [down, absent, unstated] = [named("down"), named("absent"), named("unstated")];
  return [
    ...(down.length > 0 ? [error("critical-system-down", `Down: ${down.join(", ")}.`)] : []),
    ...(absent.length > 0
      ? [error("critical-system-not-reported", `The log says nothing of ${absent.join(", ")}.`)]
      : []),
    ...(unstated.length > 0
      ? [warning("critical-system-state-unstated", `Named without a state: ${unstated.join(", ")}.`)]
      : []),
  ];
}

function judgeCompleteness(starts: ObservedStarts, phases: readonly string[]): Told[] {
  if (!starts.incomplete) return [];
  const seen = new Set(starts.incomplete.phases.map(({ name }) => name));
  const missing = phases.filter((name) => !seen.has(name)).join(", ");
  if (starts.complete === 0) return [error("phases-missing", `Missing: ${missing}.`)];
  const reason = `Of ${starts.count} starts ${starts.count - starts.complete} did not get through; the first lacks ${missing}.`;
  return [warning("start-incomplete", reason)];
}

function judgeTotal(start: ObservedStart, expectation: StartupExpectation): Told[] {
  const { budgetSeconds, baseline, slowerThanBaseline } = expectation;
  const total = secondsOf(start);
  if (total === undefined)
    return [warning("total-unknown", "The log does not tell how long the start took.")];
  const told: Told[] = [];
  if (total > budgetSeconds) {
    told.push(error("over-budget", `The start took ${total} s, its budget is ${budgetSeconds} s.`));
  }
  if (baseline?.totalSeconds !== undefined && total > baseline.totalSeconds * slowerThanBaseline) {
    const factor = (total / baseline.totalSeconds).toFixed(1);
    const reason = `The start took ${total} s, ${factor} times the ${baseline.totalSeconds} s of ${baseline.name}.`;
    told.push(warning("slower-than-baseline", reason));
  }
  return told;
}

function namesOf({ phases }: ObservedStart): string {
  return phases.map(({ name }) => name).join(", ");
}

function error(id: string, reason: string): Told {
  return { id, severity: "error", reason };
}

function warning(id: string, reason: string): Told {
  return { id, severity: "warning", reason };
}
