import type { ContainerCreateOptions } from "dockerode";
import type { InstanceSpec } from "./instance-spec.ts";

/** What a program that runs as root may still do, as in Cloud Run's sandbox; everything else is dropped. */
const CAPABILITIES = [
  "CHOWN",
  "DAC_OVERRIDE",
  "FOWNER",
  "FSETID",
  "KILL",
  "SETGID",
  "SETUID",
  "NET_BIND_SERVICE",
];

const LOG_SIZE = "16m";

/**
 * The engine's terms for an instance. Memory without swap and CPU are those of the revision
 * (https://cloud.google.com/run/docs/configuring/services/memory-limits, …/cpu).
 */
export function containerOptions(spec: InstanceSpec, publishPort: boolean): ContainerCreateOptions {
  const port = `${spec.port}/tcp`;
  return {
    name: spec.name,
    Image: spec.image,
    ...(spec.command?.length ? { Entrypoint: spec.command, Cmd: spec.args ?? [] } : {}),
    ...(!spec.command?.length && spec.args?.length ? { Cmd: spec.args } : {}),
    ...(spec.workingDir ? { WorkingDir: spec.workingDir } : {}),
    Env: Object.entries(spec.env).map(([name, value]) => `${name}=${value}`),
    Labels: spec.labels,
    ExposedPorts: { [port]: {} },
    HostConfig: {
      NetworkMode: spec.network,
      Memory: spec.memoryBytes,
      MemorySwap: spec.memoryBytes,
      NanoCpus: spec.startupNanoCpus ?? spec.nanoCpus,
      CapDrop: ["ALL"],
      CapAdd: CAPABILITIES,
      SecurityOpt: ["no-new-privileges"],
      Mounts: mounts(spec),
      LogConfig: { Type: "json-file", Config: { "max-size": LOG_SIZE } },
      ...(publishPort ? { PortBindings: { [port]: [{ HostIp: "127.0.0.1", HostPort: "" }] } } : {}),
    },
  };
}

type Mounts = NonNullable<NonNullable<ContainerCreateOptions["HostConfig"]>["Mounts"]>;

function mounts({ binds, memoryDirectories }: InstanceSpec): Mounts {
  return [
    ...binds.map(({ hostPath, mountPath }) => ({
      Type: "bind" as const,
      Source: hostPath,
      Target: mountPath,
    })),
    ...memoryDirectories.map(({ mountPath, sizeBytes }) => ({
      Type: "tmpfs" as const,
      Source: "",
      Target: mountPath,
      TmpfsOptions: { SizeBytes: sizeBytes ?? 0, Mode: 0o1777 },
    })),
  ] as Mounts;
}
