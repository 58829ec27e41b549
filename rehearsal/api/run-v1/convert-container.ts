import type { Container, EnvVar, Probe } from "../../contract.ts";
import type { Violate } from "../run/violate.ts";
import { defined } from "./defined.ts";
import type { SecretAliases } from "./secret-aliases.ts";
import { refuseUnsupported } from "./unsupported.ts";
import type { V1Container, V1EnvVar, V1Probe } from "./v1-types.ts";

/** https://cloud.google.com/run/docs/reference/rest/v1/Container; what v2 says of CPU beyond the limits is an annotation. */
export function containerToV1(container: Container, secrets: SecretAliases): V1Container {
  const { name, image, command, args, workingDir, ports, volumeMounts } = container;
  return defined({
    ...{ name, image, command, args, workingDir, ports, volumeMounts },
    env: container.env?.map((variable) => variableToV1(variable, secrets)),
    resources: container.resources?.limits && { limits: container.resources.limits },
    livenessProbe: container.livenessProbe,
    startupProbe: container.startupProbe,
  });
}

export function containerFromV1(
  container: V1Container,
  secrets: SecretAliases,
  at: string,
  violate: Violate,
): Container {
  const { name, image = "", command, args, workingDir, volumeMounts } = container;
  refuseUnsupported(container, UNSUPPORTED, at, violate);
  refuseUnsupported(container.resources ?? {}, ["requests"], `${at}.resources`, violate);
  return defined({
    ...{ name, image, command, args, workingDir },
    ports: container.ports?.map(({ name, containerPort }) => defined({ name, containerPort })),
    volumeMounts: volumeMounts?.map(({ name = "", mountPath = "", subPath }) =>
      defined({ name, mountPath, subPath }),
    ),
    env: container.env?.map((variable, index) =>
      variableFromV1(variable, secrets, `${at}.env[${index}]`, violate),
    ),
    resources: defined({ limits: container.resources?.limits }),
    livenessProbe: probeFromV1(container.livenessProbe, `${at}.livenessProbe`, violate),
    readinessProbe: probeFromV1(container.readinessProbe, `${at}.readinessProbe`, violate),
    startupProbe: probeFromV1(container.startupProbe, `${at}.startupProbe`, violate),
  });
}

const UNSUPPORTED = [
  "envFrom",
  "imagePullPolicy",
  "securityContext",
  "terminationMessagePath",
  "terminationMessagePolicy",
  "sandboxLauncher",
] as const;

function variableToV1({ name, value, valueSource }: EnvVar, secrets: SecretAliases): V1EnvVar {
  const reference = valueSource?.secretKeyRef;
  if (!reference) return defined({ name, value: value || undefined });
  const secretKeyRef = defined({ name: secrets.nameOf(reference.secret), key: reference.version });
  return { name, valueFrom: { secretKeyRef } };
}

function variableFromV1(variable: V1EnvVar, secrets: SecretAliases, at: string, violate: Violate): EnvVar {
  const { name = "", value = "", valueFrom } = variable;
  refuseUnsupported(valueFrom ?? {}, ["configMapKeyRef"], `${at}.valueFrom`, violate);
  const reference = valueFrom?.secretKeyRef;
  if (!reference) return { name, value };
  refuseUnsupported(reference, ["optional", "localObjectReference"], `${at}.valueFrom.secretKeyRef`, violate);
  const secret = secrets.secretOf(reference.name ?? "");
  return { name, valueSource: { secretKeyRef: defined({ secret, version: reference.key }) } };
}

/** Probes have the same fields in both versions, but for some of Kubernetes'. */
function probeFromV1(probe: V1Probe | undefined, at: string, violate: Violate): Probe | undefined {
  if (!probe) return undefined;
  const { successThreshold, ...same } = probe;
  if (successThreshold !== undefined && successThreshold !== 1) {
    violate(`${at}.successThreshold`, `${at}.successThreshold must be 1.`);
  }
  refuseUnsupported(probe, ["exec"], at, violate);
  refuseUnsupported(probe.httpGet ?? {}, ["host", "scheme"], `${at}.httpGet`, violate);
  refuseUnsupported(probe.tcpSocket ?? {}, ["host"], `${at}.tcpSocket`, violate);
  return same as Probe;
}
