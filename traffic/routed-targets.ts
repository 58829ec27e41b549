import { followsLatest, type TrafficTarget, toRevision } from "./traffic-target.ts";

/** A target as it was routed: with its revision also where it followed the latest one, by `type`. */
export interface RoutedTarget extends TrafficTarget {
  revision: string;
}

/**
 * Targets that route once more as these did. What followed the latest revision follows it again, unless another one is the latest
 * by now: then it names the one that served.
 */
export function routedAgain(routed: readonly RoutedTarget[], latestReadyRevision: string): TrafficTarget[] {
  return routed.map(({ revision, ...target }) =>
    followsLatest(target) && revision === latestReadyRevision
      ? target
      : toRevision(revision, target.percent, target.tag),
  );
}

/** Whether both route alike, in whatever order. */
export function sameTargets(one: readonly TrafficTarget[], other: readonly TrafficTarget[]): boolean {
  const inWords = (targets: readonly TrafficTarget[]) => targets.map(targetInWords).sort().join(" ");
  return inWords(one) === inWords(other);
}

function targetInWords(target: TrafficTarget): string {
  const { revision, percent, tag = "" } = target;
  return `${followsLatest(target) ? "" : revision}=${percent}#${tag}`;
}

/** Whether a value read from elsewhere is a list of such targets. */
export function isRouted(value: unknown): value is RoutedTarget[] {
  return Array.isArray(value) && value.every(isRoutedTarget);
}

function isRoutedTarget(value: unknown): boolean {
  const { type, revision, percent, tag } = (value ?? {}) as Record<string, unknown>;
  const texts = [type, revision, tag ?? ""];
  return texts.every((text) => typeof text === "string") && Number.isInteger(percent);
}
