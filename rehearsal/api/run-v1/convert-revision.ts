import type { Condition, RevisionDocument, RevisionTemplate, ServiceDocument } from "../../contract.ts";
import { shortName } from "../resource-name.ts";
import { conditionToV1 } from "./convert-condition.ts";
import { API_VERSION } from "./convert-service.ts";
import { templateToV1 } from "./convert-template.ts";
import { defined } from "./defined.ts";
import { objectMeta } from "./object-meta.ts";
import { CREATOR } from "./service-annotations.ts";
import type { V1Revision } from "./v1-types.ts";

/** A revision as v1 shows it: https://cloud.google.com/run/docs/reference/rest/v1/namespaces.revisions#Revision */
export function revisionToV1(
  revision: RevisionDocument,
  service: ServiceDocument | undefined,
  projectNumber: string,
): V1Revision {
  const { metadata = {}, spec } = templateToV1(revision as RevisionTemplate);
  const meta = objectMeta(revision, "revisions", projectNumber);
  const serviceId = shortName(revision.service);
  return {
    apiVersion: API_VERSION,
    kind: "Revision",
    metadata: {
      ...meta,
      labels: {
        ...meta.labels,
        ...ownerLabels(serviceId, service?.uid),
      },
      annotations: defined({ ...metadata.annotations, [CREATOR]: service?.creator }) as Record<
        string,
        string
      >,
      ownerReferences: [
        defined({
          ...{ kind: "Configuration", name: serviceId, uid: service?.uid, apiVersion: API_VERSION },
          ...{ controller: true, blockOwnerDeletion: true },
        }),
      ],
    },
    spec,
    status: defined({
      observedGeneration: Number(revision.observedGeneration ?? 0),
      conditions: conditionsOf(revision, service),
      logUrl: revision.logUri,
      imageDigest: digestOf(revision.containers[0]?.image),
    }),
  };
}

/** https://cloud.google.com/run/docs/reference/rest/v1/namespaces.revisions/list (`labelSelector`) */
function ownerLabels(serviceId: string, serviceUid: string | undefined): Record<string, string> {
  return {
    "serving.knative.dev/configuration": serviceId,
    "serving.knative.dev/route": serviceId,
    "serving.knative.dev/service": serviceId,
    ...(serviceUid && { "serving.knative.dev/serviceUid": serviceUid }),
  };
}

/** v1 has one more: whether anything is routed to the revision. */
function conditionsOf(revision: RevisionDocument, service: ServiceDocument | undefined): object[] {
  const { conditions = [] } = revision;
  const [ready, ...parts] = conditions.map(conditionToV1);
  return [...(ready ? [ready] : []), activeCondition(revision, service, conditions[0]), ...parts];
}

function activeCondition(
  { name }: RevisionDocument,
  service: ServiceDocument | undefined,
  ready: Condition | undefined,
): object {
  const { trafficStatuses = [], latestReadyRevision = "" } = service ?? {};
  const active = trafficStatuses.some(
    ({ revision, percent, tag }) =>
      shortName(revision ?? latestReadyRevision) === shortName(name) && (percent || tag),
  );
  return defined({
    type: "Active",
    status: active ? "True" : "False",
    ...(!active && { reason: "Retired", message: "Revision retired." }),
    severity: "Info",
    lastTransitionTime: ready?.lastTransitionTime,
  });
}

function digestOf(image: string | undefined): string | undefined {
  return image?.includes("@sha256:") ? image : undefined;
}
