import type { TrafficTarget, TrafficTargetStatus } from "../../contract.ts";
import { shortName } from "../resource-name.ts";
import type { Violate } from "../run/violate.ts";
import { defined } from "./defined.ts";
import { refuseUnsupported } from "./unsupported.ts";
import type { V1TrafficTarget } from "./v1-types.ts";

const LATEST = "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST";
const REVISION = "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION";

/** What a service declares. https://cloud.google.com/run/docs/reference/rest/v1/TrafficTarget */
export function trafficToV1(traffic: TrafficTarget[] = []): V1TrafficTarget[] {
  return traffic.map(({ type, revision, percent, tag }) =>
    defined({
      ...(type === LATEST ? { latestRevision: true } : { revisionName: revision && shortName(revision) }),
      percent: percent || undefined,
      tag,
    }),
  );
}

/** Where traffic goes: a target on the latest revision says which one that is. */
export function trafficStatusToV1(
  statuses: TrafficTargetStatus[] = [],
  latestReady: string | undefined,
): V1TrafficTarget[] {
  return trafficToV1(statuses).map((target, index) => {
    const revision = statuses[index]?.revision ?? latestReady;
    return defined({
      ...target,
      revisionName: revision && shortName(revision),
      url: statuses[index]?.uri,
    });
  });
}

/** The targets as v2 has them; addresses are the server's and left out. */
export function trafficFromV1(
  traffic: V1TrafficTarget[] = [],
  at: string,
  violate: Violate,
): TrafficTarget[] {
  return traffic.map((target, index) => {
    const { latestRevision, revisionName, percent, tag } = target;
    refuseUnsupported(target, ["configurationName"], `${at}[${index}]`, violate);
    if (Boolean(latestRevision) === Boolean(revisionName)) {
      violate(`${at}[${index}]`, "Exactly one of latestRevision and revisionName must be set.");
    }
    return defined({
      type: latestRevision ? LATEST : REVISION,
      revision: revisionName || undefined,
      percent: percent || undefined,
      tag: tag || undefined,
    });
  });
}
