import type { Container, Probe, RevisionTemplate, ServiceDocument } from "../../contract.ts";
import { cpuMillis } from "./quantity.ts";

const DEFAULT_PORT = 8080;

/** What a caller may set on a service, before defaults. */
export type ServiceInput = Partial<ServiceDocument> &
  Pick<ServiceDocument, "template"> & { description?: string };

/**
 * Fills in what Cloud Run fills in when a caller leaves it out:
 * ingress all, launch stage GA, all traffic to the latest revision
 * (https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.services#Service), timeout 300 s
 * (https://cloud.google.com/run/docs/configuring/request-timeout), concurrency 80, or 1 below one CPU
 * (https://cloud.google.com/run/docs/about-concurrency), at most 100 instances
 * (https://cloud.google.com/run/docs/configuring/max-instances), the default compute service account
 * (https://cloud.google.com/run/docs/configuring/services/service-identity).
 * The execution environment stays unset, since Cloud Run then chooses by itself
 * (https://cloud.google.com/run/docs/about-execution-environments).
 */
export function withServiceDefaults(service: ServiceInput, defaultServiceAccount: string): ServiceInput {
  return {
    ...service,
    ingress: service.ingress ?? "INGRESS_TRAFFIC_ALL",
    launchStage: service.launchStage ?? "GA",
    traffic: service.traffic?.length
      ? service.traffic
      : [{ type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", percent: 100 }],
    template: withTemplateDefaults(service.template, defaultServiceAccount),
  };
}

function withTemplateDefaults(template: RevisionTemplate, defaultServiceAccount: string): RevisionTemplate {
  const containers = template.containers?.map(withContainerDefaults) ?? [];
  const cpu = cpuMillis(containers[0]?.resources?.limits?.cpu ?? "");
  return {
    ...template,
    containers,
    scaling: { ...template.scaling, maxInstanceCount: template.scaling?.maxInstanceCount || 100 },
    timeout: template.timeout ?? "300s",
    serviceAccount: template.serviceAccount || defaultServiceAccount,
    maxInstanceRequestConcurrency:
      template.maxInstanceRequestConcurrency || (cpu !== undefined && cpu < 1000 ? 1 : 80),
  };
}

/**
 * One CPU and 512 MiB (https://cloud.google.com/run/docs/configuring/services/cpu and …/memory-limits); CPU only during
 * requests when no resources are given; port 8080 (https://cloud.google.com/run/docs/container-contract#port).
 */
function withContainerDefaults(container: Container): Container {
  const [port, ...furtherPorts] = container.ports ?? [];
  const containerPort = port?.containerPort || DEFAULT_PORT;
  return {
    ...container,
    ports: [{ ...port, name: port?.name || "http1", containerPort }, ...furtherPorts],
    resources: {
      ...(container.resources ?? { cpuIdle: true }),
      limits: { cpu: "1000m", memory: "512Mi", ...container.resources?.limits },
    },
    startupProbe: container.startupProbe
      ? withProbeDefaults(container.startupProbe, containerPort)
      : defaultStartupProbe(containerPort),
    ...(container.livenessProbe && {
      livenessProbe: withProbeDefaults(container.livenessProbe, containerPort),
    }),
    ...(container.env && { env: container.env.map(withSecretVersion) }),
  };
}

/** A TCP probe with one long attempt: https://cloud.google.com/run/docs/configuring/healthchecks#startup-probes */
function defaultStartupProbe(port: number): Probe {
  return { timeoutSeconds: 240, periodSeconds: 240, failureThreshold: 1, tcpSocket: { port } };
}

/** https://cloud.google.com/run/docs/reference/rest/v2/Container#probe */
function withProbeDefaults(probe: Probe, port: number): Probe {
  return {
    ...probe,
    timeoutSeconds: probe.timeoutSeconds || 1,
    periodSeconds: probe.periodSeconds || 10,
    failureThreshold: probe.failureThreshold || 3,
    ...(probe.httpGet && {
      httpGet: { ...probe.httpGet, path: probe.httpGet.path || "/", port: probe.httpGet.port || port },
    }),
    ...(probe.tcpSocket && { tcpSocket: { port: probe.tcpSocket.port || port } }),
  };
}

function withSecretVersion(variable: NonNullable<Container["env"]>[number]): typeof variable {
  const reference = variable.valueSource?.secretKeyRef;
  if (!reference) return variable;
  return {
    ...variable,
    valueSource: { secretKeyRef: { ...reference, version: reference.version || "latest" } },
  };
}
