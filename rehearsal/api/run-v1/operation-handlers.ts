import type { Json, RevisionDocument, ServiceDocument } from "../../contract.ts";
import type { Cloud, Handler, Handlers } from "../cloud.ts";
import { revisionToV1 } from "./convert-revision.ts";
import { serviceToV1 } from "./convert-service.ts";
import { serviceOf } from "./find-resource.ts";

const LONGEST_WAIT_SECONDS = 300;

/**
 * Waiting as v1 does it: the operation's resource comes in the shape of v1.
 * https://cloud.google.com/run/docs/reference/rest/v1/projects.locations.operations/wait
 */
export function operationHandlers(cloud: Cloud): Handlers {
  return {
    "google.cloud.run.v1.Operations.WaitOperation": async ({
      name,
      timeout,
    }: {
      name: string;
      timeout?: string;
    }) => {
      const seconds = timeout === undefined ? LONGEST_WAIT_SECONDS : Number.parseFloat(timeout);
      const operation = await cloud.operations.wait(name, Math.min(seconds, LONGEST_WAIT_SECONDS) * 1000);
      const { metadata, response, ...rest } = operation;
      return {
        ...rest,
        ...(metadata !== undefined && { metadata: resourceToV1(cloud, metadata) }),
        ...(response !== undefined && { response: resourceToV1(cloud, response) }),
      };
    },
  } satisfies Record<string, Handler>;
}

function resourceToV1(cloud: Cloud, resource: Json): Json {
  const { "@type": type, ...document } = resource as { [key: string]: Json };
  if (type === "type.googleapis.com/google.cloud.run.v2.Service") {
    const service = serviceToV1(document as unknown as ServiceDocument, cloud.projectNumber);
    return { "@type": "type.googleapis.com/google.cloud.run.v1.Service", ...(service as object) };
  }
  if (type === "type.googleapis.com/google.cloud.run.v2.Revision") {
    const document_ = document as unknown as RevisionDocument;
    const revision = revisionToV1(document_, serviceOf(cloud, document_), cloud.projectNumber);
    return { "@type": "type.googleapis.com/google.cloud.run.v1.Revision", ...(revision as object) };
  }
  return resource;
}
