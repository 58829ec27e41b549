import type { InstanceSpec } from "../containers/instance-spec.ts";
import { REHEARSAL_LABEL, REVISION_LABEL, SERVICE_LABEL } from "../containers/labels.ts";
import { memoryBytes, nanoCpus } from "../containers/resource-limits.ts";
import type { Container, RevisionDocument, SecretReader } from "../contract.ts";
import { ingressContainer, listeningPort } from "./ingress-container.ts";
import { parseServiceName, serviceOfRevision, shortName } from "./resource-name.ts";
import { volumeMounts } from "./volumes.ts";

/** What instances need to know of the rehearsal that they run in. */
export interface InstanceSurroundings {
  rehearsalId: string;
  network: string;
  /** Processors of the machine; a startup boost ends there. */
  cpus: number;
  secrets: SecretReader;
  /** The host directory with a Cloud SQL instance's socket, or undefined where there is no such instance. */
  sqlSocketDirectory(connectionName: string): string | undefined;
}

const DEFAULT_MEMORY = "512Mi";
const DEFAULT_CPU = "1";

/**
 * One instance of the revision, with secrets read now: as in Cloud Run, `latest` is what is latest at the instance's start
 * (https://cloud.google.com/run/docs/configuring/services/secrets). Throws InstanceNotReady.
 */
export function instanceSpec(
  revision: RevisionDocument,
  instanceId: string,
  surroundings: InstanceSurroundings,
): InstanceSpec {
  const container = ingressContainer(revision);
  const serviceName = serviceOfRevision(revision.name);
  const limits = container.resources?.limits ?? {};
  const cpus = nanoCpus(limits.cpu ?? DEFAULT_CPU);
  return {
    name: `${shortName(revision.name)}-${instanceId.slice(0, 12)}-${surroundings.rehearsalId.slice(0, 6)}`,
    image: container.image,
    ...(container.command?.length ? { command: container.command } : {}),
    ...(container.args?.length ? { args: container.args } : {}),
    ...(container.workingDir ? { workingDir: container.workingDir } : {}),
    port: listeningPort(container),
    env: environment(container, revision, surroundings.secrets),
    memoryBytes: memoryBytes(limits.memory ?? DEFAULT_MEMORY),
    nanoCpus: cpus,
    ...(container.resources?.startupCpuBoost ? { startupNanoCpus: boosted(cpus, surroundings.cpus) } : {}),
    ...volumeMounts(container, revision, surroundings),
    labels: {
      [REHEARSAL_LABEL]: surroundings.rehearsalId,
      [SERVICE_LABEL]: shortName(serviceName),
      [REVISION_LABEL]: shortName(revision.name),
    },
    network: surroundings.network,
  };
}

/** Up to 1 CPU becomes 2, more is doubled (https://cloud.google.com/run/docs/configuring/services/cpu#startup-boost). */
function boosted(cpus: number, machineCpus: number): number {
  return Math.max(cpus, Math.min(Math.max(2e9, cpus * 2), machineCpus * 1e9));
}

function environment(
  container: Container,
  revision: RevisionDocument,
  secrets: SecretReader,
): Record<string, string> {
  const { project, service } = parseServiceName(serviceOfRevision(revision.name));
  const declared = (container.env ?? []).map(({ name, value = "", valueSource }) => {
    if (!valueSource) return [name, value];
    const { secret, version = "latest" } = valueSource.secretKeyRef;
    return [name, secrets.access(project, secret, version).toString("utf8")];
  });
  return {
    ...Object.fromEntries(declared),
    PORT: String(listeningPort(container)),
    K_SERVICE: service,
    K_REVISION: shortName(revision.name),
    K_CONFIGURATION: service,
  };
}
