import { gcpProvider } from "../../rehearsal/provider/gcp/provider.ts";
import { restClient } from "../../rehearsal/provider/gcp/rest/client.ts";
import type { PropertyMap } from "../../rehearsal/provider/plugin/property-value.ts";
import type { Provider } from "../../rehearsal/provider/plugin/provider.ts";
import type { FakeCloud } from "./fake-cloud.ts";

export const SERVICE = "gcp:cloudrunv2/service:Service";
export const SERVICE_PATH = "/v2/projects/p/locations/l/services/web";

/** The gcp stand-in, configured for the fake cloud as the rehearsal's overlay would. */
export function configuredProvider(cloud: FakeCloud, configuration: PropertyMap = {}): Provider {
  const provider = gcpProvider("9.37.0", (accessToken) =>
    restClient({ accessToken, pause: async () => undefined }),
  );
  provider.configure({
    project: "p",
    region: "l",
    accessToken: "token",
    cloudRunV2CustomEndpoint: `${cloud.url}/v2/`,
    artifactRegistryCustomEndpoint: `${cloud.url}/v1/`,
    iamCustomEndpoint: `${cloud.url}/v1/`,
    resourceManagerCustomEndpoint: `${cloud.url}/v1/`,
    secretManagerCustomEndpoint: `${cloud.url}/v1/`,
    sqlCustomEndpoint: `${cloud.url}/sql/v1beta4/`,
    ...configuration,
  });
  return provider;
}

/** What every request names. */
export function of(type: string, name = "web") {
  return { type, name, urn: `urn:pulumi:s::p::${type}::${name}`, signal: new AbortController().signal };
}

/** The inputs after Check, as the engine goes on with them; fails when Check refuses. */
export async function checked(provider: Provider, type: string, news: PropertyMap): Promise<PropertyMap> {
  const { inputs, failures } = await provider.check({
    ...of(type),
    olds: {},
    news,
    randomSeed: new Uint8Array([1]),
  });
  if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join("\n"));
  return inputs;
}

export const serviceInputs = (): PropertyMap => ({
  name: "web",
  location: "l",
  deletionProtection: false,
  ingress: "INGRESS_TRAFFIC_ALL",
  labels: { team: "netra" },
  template: {
    timeout: "300s",
    scaling: { minInstanceCount: 0, maxInstanceCount: 10 },
    containers: [
      {
        image: "registry/web@sha256:1",
        ports: { containerPort: 8000 },
        envs: [
          { name: "A", value: "1" },
          { name: "B", value: "2" },
        ],
        resources: { limits: { memory: "512Mi", cpu: "1" }, cpuIdle: true },
      },
    ],
  },
});

/** The service as Cloud Run gives it back: with server defaults, env in another order, status. */
export const serviceDocument = (): Record<string, unknown> => ({
  name: "projects/p/locations/l/services/web",
  uid: "u1",
  generation: "1",
  observedGeneration: "1",
  labels: { team: "netra", "goog-pulumi-provisioned": "true" },
  ingress: "INGRESS_TRAFFIC_ALL",
  launchStage: "GA",
  template: {
    timeout: "300s",
    serviceAccount: "default@p",
    maxInstanceRequestConcurrency: 80,
    scaling: { maxInstanceCount: 10 },
    containers: [
      {
        image: "registry/web@sha256:1",
        ports: [{ name: "http1", containerPort: 8000 }],
        env: [
          { name: "B", value: "2" },
          { name: "A", value: "1" },
        ],
        resources: { limits: { memory: "512Mi", cpu: "1" }, cpuIdle: true },
        startupProbe: {
          tcpSocket: { port: 8000 },
          timeoutSeconds: 240,
          periodSeconds: 240,
          failureThreshold: 1,
        },
      },
    ],
  },
  traffic: [{ type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", percent: 100 }],
  trafficStatuses: [
    { type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", percent: 100, uri: "http://web", revision: "web-1" },
  ],
  terminalCondition: { type: "Ready", state: "CONDITION_SUCCEEDED" },
  latestReadyRevision: "projects/p/locations/l/services/web/revisions/web-1",
  latestCreatedRevision: "projects/p/locations/l/services/web/revisions/web-1",
  uri: "http://web",
  urls: ["http://web"],
  etag: '"e1"',
});
