import type { ProbeSettings } from "../settings/probes.ts";
import type { ServiceSettings } from "../settings/service.ts";
import type { VpcSettings } from "../settings/vpc.ts";
import { IRREVERSIBLE_ANNOTATION } from "../traffic/irreversible.ts";
import { databaseVolume } from "./database.ts";
import { secretVolumes } from "./secret-bindings.ts";
import { serviceEnvironment } from "./service-environment.ts";

/** What a template needs that settings do not know. `Text` is an output in the program and a string in tests. */
export interface TemplateFacts<Text> {
  /** Reference by digest. */
  image: Text;
  /** Email of the service's account. */
  serviceAccount: Text;
}

/**
 * The template that a revision is made from, without the revision's name, in the words of the Pulumi gcp provider.
 * https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.services#RevisionTemplate
 */
export function serviceTemplate<Text>(service: ServiceSettings, facts: TemplateFacts<Text>) {
  const { volumes, volumeMounts } = serviceVolumes(service);
  return {
    serviceAccount: facts.serviceAccount,
    timeout: `${service.timeoutSeconds}s`,
    maxInstanceRequestConcurrency: service.concurrency,
    executionEnvironment: `EXECUTION_ENVIRONMENT_${service.executionEnvironment.toUpperCase()}`,
    ...(service.sessionAffinity ? { sessionAffinity: true } : {}),
    scaling: {
      minInstanceCount: service.scaling.minInstances,
      maxInstanceCount: service.scaling.maxInstances,
    },
    containers: [
      {
        image: facts.image,
        ports: { name: "http1", containerPort: service.port },
        resources: {
          limits: { cpu: String(service.cpu), memory: `${service.memoryMiB}Mi` },
          cpuIdle: service.cpuIdle,
          startupCpuBoost: service.startupCpuBoost,
        },
        envs: serviceEnvironment(service),
        ...(volumeMounts.length > 0 ? { volumeMounts } : {}),
        ...probes(service),
      },
    ],
    ...(volumes.length > 0 ? { volumes } : {}),
    ...(service.irreversible ? { annotations: { [IRREVERSIBLE_ANNOTATION]: service.irreversible } } : {}),
    ...(service.vpc ? { vpcAccess: vpcAccess(service.vpc) } : {}),
  };
}

function serviceVolumes({ database, secretFiles }: ServiceSettings) {
  const sockets = database ? [databaseVolume(database)] : [];
  const secrets = secretVolumes(secretFiles);
  return {
    volumes: [...sockets.map(({ volume }) => volume), ...secrets.volumes],
    volumeMounts: [...sockets.map(({ volumeMount }) => volumeMount), ...secrets.volumeMounts],
  };
}

function probes({ probes: { startup, liveness }, port }: ServiceSettings) {
  return {
    ...(startup ? { startupProbe: probe(startup, port) } : {}),
    ...(liveness ? { livenessProbe: probe(liveness, port) } : {}),
  };
}

function probe({ path, ...timing }: ProbeSettings, port: number) {
  return { ...timing, ...(path === undefined ? { tcpSocket: { port } } : { httpGet: { path, port } }) };
}

function vpcAccess({ network, subnetwork, egress }: VpcSettings) {
  return {
    networkInterfaces: [{ network, subnetwork }],
    egress: egress === "all-traffic" ? "ALL_TRAFFIC" : "PRIVATE_RANGES_ONLY",
  };
}
