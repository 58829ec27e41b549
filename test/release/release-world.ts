import type { RevisionDocument, ServiceDocument } from "../../rehearsal/contract.ts";
import type { ReleaseTools } from "../../release/change-service.ts";
import { createCloudRun } from "../../release/cloud-run.ts";
import type { ReadinessTools } from "../../release/readiness/check-readiness.ts";
import { createRestClient } from "../../release/rest/rest-client.ts";
import { ACCESS_TOKEN, LOCATION, PROJECT, type RunningApi, runApi } from "../rehearsal-api/running-api.ts";

export const SERVICE = `${LOCATION}/services/web`;

/** What a deployment of the tests declares; everything else is left out, as the gcp plugin does it. */
export interface Deployment {
  traffic?: object[];
  annotations?: Record<string, string>;
  /** Of the revision. */
  templateAnnotations?: Record<string, string>;
  /** Why the revision does not become ready. */
  failed?: string;
}

/** The real local API over a service that starts no containers, with the tools that act on it. */
export interface ReleaseWorld {
  api: RunningApi;
  tools: ReleaseTools & { readiness: ReadinessTools };
  /** Lines about what was waited for. */
  said: string[];
  /** The registry as the checks see it. */
  surroundings: { registryStatus: number };
  /** Declares the service whole, without mask or etag, and waits until it has settled. */
  deploy(revision: string, deployment?: Deployment): Promise<void>;
  live(): ServiceDocument;
  /** `a=100 b=0#candidate`, of what is routed. */
  routed(): string;
  close(): Promise<void>;
}

const LATEST = [{ type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", percent: 100 }];

export async function releaseWorld(): Promise<ReleaseWorld> {
  const api = await runApi();
  const said: string[] = [];
  const surroundings: ReleaseWorld["surroundings"] = { registryStatus: 200 };
  const { signal } = new AbortController();
  const rest = createRestClient({ token: async () => ACCESS_TOKEN, signal });
  const live = () => api.store.get<ServiceDocument>("services", SERVICE) as ServiceDocument;
  return {
    api,
    said,
    surroundings,
    live,
    tools: {
      cloudRun: createCloudRun(rest, api.url),
      serviceName: SERVICE,
      clock: {
        now: Date.now,
        pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds / 10)),
      },
      signal,
      say: (line) => said.push(line),
      readiness: {
        project: PROJECT,
        registryScheme: "http",
        askRegistry: async () => ({ status: surroundings.registryStatus }),
        secretState: async () => "ENABLED",
      },
    },
    deploy: (revision, deployment = {}) => deploy(api, revision, deployment),
    routed: () =>
      (live().trafficStatuses ?? [])
        .map(({ revision = "LATEST", percent = 0, tag }) => `${revision}=${percent}${tag ? `#${tag}` : ""}`)
        .join(" "),
    close: () => api.close(),
  };
}

async function deploy(
  api: RunningApi,
  revision: string,
  { traffic = LATEST, annotations, templateAnnotations, failed }: Deployment,
): Promise<void> {
  const service = {
    ...(annotations ? { annotations } : {}),
    traffic,
    template: {
      revision,
      ...(templateAnnotations ? { annotations: templateAnnotations } : {}),
      containers: [
        {
          image: `registry.example/web@sha256:${"ab".repeat(32)}`,
          env: [{ name: "NAME", value: revision }],
        },
      ],
    },
  };
  api.lifecycle.failWith = failed ? { message: failed } : undefined;
  const isThere = api.store.get("services", SERVICE) !== undefined;
  const { status, body } = isThere
    ? await api.operate("PATCH", `/v2/${SERVICE}`, service)
    : await api.operate("POST", `/v2/${LOCATION}/services?serviceId=web`, service);
  api.lifecycle.failWith = undefined;
  if (status !== 200) throw new Error(`${revision} was not deployed: ${JSON.stringify(body)}`);
  const name = `${SERVICE}/revisions/${revision}`;
  const document = api.store.get<RevisionDocument>("revisions", name) as RevisionDocument;
  const ready = failed
    ? { type: "Ready", state: "CONDITION_FAILED", message: failed }
    : { type: "Ready", state: "CONDITION_SUCCEEDED" };
  api.store.put("revisions", name, { ...document, conditions: [ready] });
}
