import { isDeepStrictEqual } from "node:util";
import type { RevisionTemplate, ServiceDocument } from "../../contract.ts";
import { shortName } from "../resource-name.ts";
import type { ServiceInput } from "../run/service-defaults.ts";
import { declaredPart } from "../run/service-document.ts";
import type { Violate } from "../run/violate.ts";
import { readAnnotations, writeAnnotations } from "./annotation-table.ts";
import { serviceConditionsToV1 } from "./convert-condition.ts";
import { templateFromV1, templateToV1 } from "./convert-template.ts";
import { trafficFromV1, trafficStatusToV1, trafficToV1 } from "./convert-traffic.ts";
import { defined } from "./defined.ts";
import { callersLabels, filled, objectMeta } from "./object-meta.ts";
import {
  CREATOR,
  INGRESS,
  INGRESS_STATUS,
  LAST_MODIFIER,
  SERVICE_ANNOTATIONS,
  URLS,
} from "./service-annotations.ts";
import { refuseUnsupported } from "./unsupported.ts";
import type { V1Service } from "./v1-types.ts";

export const API_VERSION = "serving.knative.dev/v1";

/** What v1 cannot say about a service; a replacement through v1 leaves it as it is. */
const UNSAYABLE = [
  "deletionProtection",
  "binaryAuthorization",
  "buildConfig",
  "iapEnabled",
  "multiRegionSettings",
  "threatDetectionEnabled",
] as const;

/** A service of v2 as v1 shows it: https://cloud.google.com/run/docs/reference/rest/v1/namespaces.services#Service */
export function serviceToV1(service: ServiceDocument, projectNumber: string): V1Service {
  const { latestReadyRevision, latestCreatedRevision, uri } = service;
  const annotations = defined({
    ...service.annotations,
    ...writeAnnotations(SERVICE_ANNOTATIONS, service),
    [CREATOR]: service.creator,
    [LAST_MODIFIER]: service.lastModifier,
    [INGRESS_STATUS]: INGRESS.write(service.ingress),
    [URLS]: service.urls && JSON.stringify(service.urls),
  }) as Record<string, string>;
  return {
    apiVersion: API_VERSION,
    kind: "Service",
    metadata: { ...objectMeta(service, "services", projectNumber), annotations },
    spec: { template: templateToV1(service.template), traffic: trafficToV1(service.traffic) },
    status: defined({
      observedGeneration: Number(service.observedGeneration ?? 0),
      conditions: serviceConditionsToV1(service),
      latestReadyRevisionName: latestReadyRevision && shortName(latestReadyRevision),
      latestCreatedRevisionName: latestCreatedRevision && shortName(latestCreatedRevision),
      traffic: trafficStatusToV1(service.trafficStatuses, latestReadyRevision),
      url: uri,
      address: uri === undefined ? undefined : { url: uri },
    }),
  };
}

/**
 * What a v1 service declares, as v2 has it, before defaults. What v1 cannot say is taken over from the present service, and
 * its template stays to the letter where v1 asks for no other: a change of traffic alone must not make a revision.
 */
export function serviceFromV1(
  v1: V1Service,
  current: ServiceDocument | undefined,
  violate: Violate,
): ServiceInput {
  const { metadata = {}, spec = {} } = v1;
  refuseUnsupported(metadata, ["generateName", "clusterName", "finalizers"], "service.metadata", violate);
  const service: ServiceInput = {
    ...kept(current),
    ...callersLabels(metadata.labels),
    traffic: trafficFromV1(spec.traffic, "service.spec.traffic", violate),
    template: presentTemplate(templateFromV1(spec.template ?? {}, violate), current?.template),
  };
  const own = readAnnotations(
    SERVICE_ANNOTATIONS,
    metadata.annotations ?? {},
    service,
    violate,
    "service.metadata.annotations",
  );
  return { ...service, ...filled({ annotations: own }) };
}

function kept(current: ServiceDocument | undefined): Partial<ServiceDocument> {
  if (!current) return {};
  const declared = declaredPart(current) as unknown as Record<string, unknown>;
  return defined(Object.fromEntries(UNSAYABLE.map((field) => [field, declared[field]])));
}

function presentTemplate(wanted: RevisionTemplate, present: RevisionTemplate | undefined): RevisionTemplate {
  if (!present) return wanted;
  const known = templateFromV1(templateToV1(present), () => undefined);
  return isDeepStrictEqual(known, wanted) ? present : wanted;
}
