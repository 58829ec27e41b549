import { CANARY_ANNOTATION, parseCanary } from "../../traffic/canary-state.ts";
import type { Strategy } from "../../traffic/plan-traffic.ts";
import { PIN_ANNOTATION, parsePin } from "../../traffic/traffic-pin.ts";
import { type ClassifiedDifference, classify } from "./classify.ts";
import { compareResource } from "./compare-resource.ts";
import type { Difference } from "./difference.ts";
import { foreignMarks } from "./foreign-marks.ts";
import type { LiveDocument } from "./live-document.ts";
import { type LiveFacts, NO_FACTS } from "./live-facts.ts";
import { type ResourceView, SERVICE_TYPE } from "./resource-view.ts";
import { trafficDifference, trafficIntent } from "./traffic-difference.ts";

/** A service of the settings with what Cloud Run says of it. */
export interface ServiceEvidence {
  /** Its key in the settings, which is its name in the program. */
  key: string;
  strategy: Strategy;
  /** Undefined where there is no such service. */
  document: LiveDocument | undefined;
}

export interface DriftEvidence {
  views: readonly ResourceView[];
  services: readonly ServiceEvidence[];
  /** Grants that nobody declared. */
  foreign: readonly Difference[];
  deploymentRunning: boolean;
}

/** Everything that is live and not as declared, each with its class. Throws the Faults of marks that cannot be read. */
export function judgeDrift(evidence: DriftEvidence): ClassifiedDifference[] {
  const { views, services, foreign, deploymentRunning } = evidence;
  const elsewhere: LiveFacts = { ...NO_FACTS, deploymentRunning };
  const found = views.flatMap((view) => {
    const service = view.type === SERVICE_TYPE ? services.find(({ key }) => key === view.name) : undefined;
    if (service?.document) return judgeService(view, { ...service, document: service.document }, elsewhere);
    const owner = ownerOf(view, services);
    return compareResource(view).map((difference) =>
      classify(owned(difference, owner?.key), { ...elsewhere, lastChange: resourceChange(view) }),
    );
  });
  return [...found, ...foreign.map((difference) => classify(difference, elsewhere))];
}

/** Resources are named after their service's key, which may begin with another one's. */
function ownerOf({ name }: ResourceView, services: DriftEvidence["services"]) {
  const matching = services.filter(({ key }) => name === key || name.startsWith(`${key}-`));
  return matching.toSorted((one, other) => other.key.length - one.key.length)[0];
}

function owned(difference: Difference, serviceKey: string | undefined): Difference {
  return serviceKey === undefined ? difference : { ...difference, serviceKey };
}

function judgeService(
  view: ResourceView,
  { key, strategy, document }: ServiceEvidence & { document: LiveDocument },
  elsewhere: LiveFacts,
): ClassifiedDifference[] {
  const marks = {
    pin: parsePin(document.annotations?.[PIN_ANNOTATION]),
    canary: parseCanary(document.annotations?.[CANARY_ANNOTATION]),
  };
  const intent = trafficIntent(view, document, strategy, marks);
  const facts: LiveFacts = {
    ...elsewhere,
    intent,
    reconciling: document.reconciling ?? false,
    lastChange: serviceChange(document),
  };
  const differences = [
    ...compareResource(view),
    ...trafficDifference(view, document, strategy, marks, intent),
    ...foreignMarks(view, document),
  ];
  return differences.map((difference) => classify({ ...difference, serviceKey: key }, facts));
}

function serviceChange({ updateTime, lastModifier, client, clientVersion }: LiveDocument) {
  return {
    ...(updateTime ? { at: updateTime } : {}),
    ...(lastModifier ? { by: lastModifier } : {}),
    ...(client ? { client: clientVersion ? `${client} ${clientVersion}` : client } : {}),
  };
}

function resourceChange({ live }: ResourceView) {
  return typeof live?.updateTime === "string" ? { at: live.updateTime } : {};
}
