import { isDeepStrictEqual } from "node:util";
import { type CanaryState, canaryInWords } from "../../traffic/canary-state.ts";
import { planTraffic, type Strategy } from "../../traffic/plan-traffic.ts";
import { shortName } from "../../traffic/serving.ts";
import { pinInWords, type TrafficPin } from "../../traffic/traffic-pin.ts";
import type { Difference } from "./difference.ts";
import type { LiveDocument } from "./live-document.ts";
import type { TrafficIntent } from "./live-facts.ts";
import type { PropertyTree } from "./property-tree.ts";
import { type ResourceView, resourceInWords } from "./resource-view.ts";
import { sameTraffic, trafficRows } from "./traffic-rows.ts";

/** What `stage` left on a service to say where its traffic shall be. */
export interface TrafficMarks {
  pin: TrafficPin | undefined;
  canary: CanaryState | undefined;
}

/** What a pin, or else a canary, wants of the traffic: just what the program declares while one is on. */
export function trafficIntent(
  { declared }: ResourceView,
  { pin, canary }: TrafficMarks,
): TrafficIntent | undefined {
  const rows = trafficRows(declared?.traffics);
  if (pin) return { words: pinInWords(pin), rows, by: pin.by, at: pin.at };
  return canary && { words: canaryInWords(canary), rows, by: canary.by, at: canary.since };
}

/** How live traffic differs from the settings' strategy, or, where a pin or a canary goes before it, from that. */
export function trafficDifference(
  view: ResourceView,
  document: LiveDocument,
  strategy: Strategy,
  intent: TrafficIntent | undefined,
): Difference[] {
  const { declared, live, type, urn } = view;
  if (!declared || !live) return [];
  const liveRows = trafficRows(live.traffics);
  const isIntended = intent !== undefined && sameTraffic(liveRows, intent.rows);
  const wanted = isIntended ? targetsOf(strategy, declared, document) : declared.traffics;
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
    : targetsOf(former, deployed, document);
}

/** What a strategy alone declares, given what serves now. */
function targetsOf(strategy: Strategy, { template }: PropertyTree, document: LiveDocument): unknown {
  const { revision } = (template ?? {}) as { revision?: string };
  const latestReadyRevision = shortName(document.latestReadyRevision ?? "");
  const live = { latestReadyRevision, trafficStatuses: document.trafficStatuses ?? [] };
  return planTraffic(strategy, { candidate: revision ?? "", live });
}
