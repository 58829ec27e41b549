import type { EngineEvent, StepEventStateMetadata } from "@pulumi/pulumi/automation/events.js";
import { PLANTED } from "./planted-secrets.ts";

type Tree = Record<string, unknown>;
interface Variable {
  name: string;
  value?: string;
  valueSource?: unknown;
}

const SERVICE = "gcp:cloudrunv2/service:Service";
const FROM_SECRET_MANAGER = { secretKeyRef: { secret: "netra-staging-mail-password", version: "1" } };
const SMTP: Variable = { name: "SMTP_PASSWORD", value: PLANTED.namedPassword };

/**
 * The recorded `update` as the real gcp plugin tells it, which is made from a Terraform provider: every map of its inputs holds
 * `__defaults`, its outputs hold null for a block that there is none of and an empty text, list or number for what is not set, and
 * it compares with outputs only. Beside what `update` changes, one password in the clear stays, another one moves to Secret
 * Manager, and a volume is added.
 */
export function asBridged(events: readonly EngineEvent[]): EngineEvent[] {
  return events.map((event) => {
    const copy = structuredClone(event);
    for (const told of [copy.resourcePreEvent, copy.resOutputsEvent]) {
      const metadata = told?.metadata;
      if (!metadata?.type.startsWith("gcp:")) continue;
      if (metadata.type === SERVICE) changeService(metadata);
      for (const state of [metadata.old, metadata.new]) if (state) state.inputs = noted(state.inputs) as Tree;
    }
    return copy;
  });
}

function changeService(metadata: NonNullable<EngineEvent["resourcePreEvent"]>["metadata"]): void {
  const { old, new: next } = metadata;
  if (!old || !next) throw new Error("the service of the recorded update has two sides");
  const ofOld = container(old.inputs);
  const ofNext = container(next.inputs);
  ofOld.envs = byName([...ofOld.envs, SMTP, { name: "MAIL_PASSWORD", value: PLANTED.addressPassword }]);
  ofNext.envs = byName([...ofNext.envs, SMTP, { name: "MAIL_PASSWORD", valueSource: FROM_SECRET_MANAGER }]);
  template(next.inputs).volumes.push({ name: "certificates", secret: { secret: "netra-staging-ca" } });
  old.outputs = { ...outputs(old), annotations: old.outputs.annotations, __meta: '{"schema_version":"2"}' };
  if (Object.keys(next.outputs).length > 0) next.outputs = outputs(next);
  const counted = Object.entries(metadata.detailedDiff ?? {}).filter(([path]) => !path.includes("envs["));
  const paths = [...variablePaths(ofOld.envs, ofNext.envs), "template.volumes[1]"];
  metadata.detailedDiff = Object.fromEntries([
    ...counted,
    ...paths.map((path) => [path, { diffKind: "update", inputDiff: false }]),
  ]);
}

/** Where two lists of variables differ by number, as Terraform compares them. */
function variablePaths(old: readonly Variable[], next: readonly Variable[]): string[] {
  return next.flatMap((variable, index) =>
    (["name", "value", "valueSource"] as const)
      .filter((key) => JSON.stringify(variable[key]) !== JSON.stringify(old[index]?.[key]))
      .map((key) => `template.containers[0].envs[${index}].${key}`),
  );
}

/** What the plugin reads back from the service that some inputs declare. */
function outputs({ inputs }: StepEventStateMetadata): Tree {
  const { volumes, ...rest } = template(inputs);
  const { envs, livenessProbe, startupProbe, ...ofContainer } = container(inputs);
  const probe = (value: unknown) => ({ ...(value as Tree), grpc: null, tcpSocket: null });
  const read = {
    ...ofContainer,
    name: "",
    args: [],
    commands: [],
    dependsOns: [],
    workingDir: "",
    envs: envs.map(({ name, value, valueSource }) => ({
      name,
      value: value ?? "",
      valueSource: valueSource ?? null,
    })),
    livenessProbe: probe(livenessProbe),
    startupProbe: probe(startupProbe),
  };
  const unset = { cloudSqlInstance: null, emptyDir: null, gcs: null, nfs: null, secret: null };
  return {
    ...inputs,
    description: "",
    customAudiences: [],
    binaryAuthorization: null,
    template: {
      ...rest,
      annotations: {},
      encryptionKey: "",
      nodeSelector: null,
      sessionAffinity: false,
      vpcAccess: null,
      containers: [read],
      volumes: volumes.map((volume) => ({ ...unset, ...volume })),
    },
  };
}

function template(inputs: Tree): Tree & { volumes: Tree[] } {
  return inputs.template as Tree & { volumes: Tree[] };
}

function container(inputs: Tree): Tree & { envs: Variable[] } {
  const [first] = template(inputs).containers as (Tree & { envs: Variable[] })[];
  if (!first) throw new Error("the service of the recorded update has a container");
  return first;
}

function byName(variables: readonly Variable[]): Variable[] {
  return [...variables].sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** With the plugin's notes in every map. */
function noted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(noted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, part]) => [key, noted(part)] as const);
  return { __defaults: [], ...Object.fromEntries(entries) };
}
