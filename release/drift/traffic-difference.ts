import { isDeepStrictEqual } from "node:util";
import { type CanaryState, canaryInWords } from "../../traffic/canary-state.ts";
import { planTraffic, type Strategy } from "../../traffic/plan-traffic.ts";
import { shortName } from "../../traffic/serving.ts";
import { pinInWords, type TrafficPin } from "../../traffic/traffic-pin.ts";
import type { Difference } from "./difference.ts";
import type { LiveDocument } from "./live-document.ts";
import type { TrafficIntent } from "./live-facts.ts";
import { isTree, isUnknown, type PropertyTree } from "./property-tree.ts";
import { type ResourceView, resourceInWords } from "./resource-view.ts";
import { sameTraffic, trafficRows } from "./traffic-rows.ts";

/** What `stage` left on a service to say where its traffic shall be. */
export interface TrafficMarks {
  pin: TrafficPin | undefined;
  canary: CanaryState | undefined;
}

/** What a pin, or else a canary, wants of the traffic: just what the program declares while one is on. */
export function trafficIntent(
  view: ResourceView,
  document: LiveDocument,
  strategy: Strategy,
  { pin, canary }: TrafficMarks,
): TrafficIntent | undefined {
  const rows = trafficRows(declaredTargets(view, document, strategy, { pin, canary }));
  if (pin) return { words: pinInWords(pin), rows, by: pin.by, at: pin.at };
  return canary && { words: canaryInWords(canary), rows, by: canary.by, at: canary.since };
}

/** How live traffic differs from the settings' strategy, or, where a pin or a canary goes before it, from that. */
export function trafficDifference(
  view: ResourceView,
  document: LiveDocument,
  strategy: Strategy,
  marks: TrafficMarks,
  intent: TrafficIntent | undefined,
): Difference[] {
  const { declared, live, type, urn } = view;
  if (!declared || !live) return [];
  const liveRows = trafficRows(live.traffics);
  const isIntended = intent !== undefined && sameTraffic(liveRows, intent.rows);
  const wanted = isIntended
    ? targetsOf(strategy, candidateOf(view), document)
    : declaredTargets(view, document, strategy, marks);
  if (sameTraffic(trafficRows(wanted), liveRows)) return [];
  const deployed = intent ? undefined : formerTargets(view, document, strategy);
  const traffics = { declared: wanted, live: live.traffics, deployed };
  return [{ urn, type, resource: resourceInWords(view), path: "traffics", ...traffics }];
}

/** What the strategy of the last deployment would declare now, where it was another one. */
function formerTargets({ deployed }: ResourceView, document: LiveDocument, strategy: Strategy): unknown {
  const former = deployed?.strategy as Strategy | undefined;
  return !former || !deployed || isDeepStrictEqual(former, strategy)
    ? undefined
    : targetsOf(former, revisionIn(deployed), document);
}

/**
 * What is declared; where it hangs on a revision that only the next deployment will name, what was declared for the one that was
 * deployed.
 */
function declaredTargets(
  view: ResourceView,
  document: LiveDocument,
  strategy: Strategy,
  marks: TrafficMarks,
): unknown {
  const targets = view.declared?.traffics;
  return holdsUnknown(targets) ? targetsOf(strategy, candidateOf(view), document, marks) : targets;
}

/** What a strategy declares, given what serves now; a pin and a canary go before it. */
function targetsOf(
  strategy: Strategy,
  candidate: string,
  document: LiveDocument,
  marks?: TrafficMarks,
): unknown {
  const latestReadyRevision = shortName(document.latestReadyRevision ?? "");
  const live = { latestReadyRevision, trafficStatuses: document.trafficStatuses ?? [] };
  return planTraffic(strategy, { candidate, live, ...marks });
}

/** The revision that the program declares, or deployed last where it cannot name it yet. */
function candidateOf({ declared, deployed }: ResourceView): string {
  return revisionIn(declared) || revisionIn(deployed);
}

function revisionIn(tree: PropertyTree | undefined): string {
  const { revision } = (isTree(tree?.template) ? tree.template : {}) as { revision?: unknown };
  return typeof revision === "string" && !isUnknown(revision) ? revision : "";
}

function holdsUnknown(value: unknown): boolean {
  if (isUnknown(value)) return true;
  if (Array.isArray(value)) return value.some(holdsUnknown);
  return isTree(value) && Object.values(value).some(holdsUnknown);
}
