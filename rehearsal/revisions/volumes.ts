import { posix } from "node:path";
import type { InstanceSpec } from "../containers/instance-spec.ts";
import { memoryBytes } from "../containers/resource-limits.ts";
import type { Container, RevisionDocument, SecretReader, Volume } from "../contract.ts";
import { parseServiceName, serviceOfRevision } from "./resource-name.ts";
import { InstanceNotReady } from "./start-failure.ts";

type Mounted = Pick<InstanceSpec, "binds" | "memoryDirectories" | "files">;

/** Cloud Run's mode for secret files. */
const SECRET_FILE_MODE = 0o444;

/**
 * What the container's mounts come to: a Cloud SQL volume is the directory with the database's socket, a secret volume is
 * files, an emptyDir is memory. Throws InstanceNotReady for volumes that are not emulated or lead nowhere.
 */
export function volumeMounts(
  container: Container,
  revision: RevisionDocument,
  from: { secrets: SecretReader; sqlSocketDirectory(connectionName: string): string | undefined },
): Mounted {
  const mounted: Mounted = { binds: [], memoryDirectories: [], files: [] };
  for (const { name, mountPath } of container.volumeMounts ?? []) {
    const volume = revision.volumes?.find((candidate) => candidate.name === name);
    if (volume?.cloudSqlInstance) {
      mounted.binds.push(...socketBinds(volume.cloudSqlInstance, mountPath, from.sqlSocketDirectory));
    } else if (volume?.secret) {
      const { project } = parseServiceName(serviceOfRevision(revision.name));
      mounted.files.push(...secretFiles(volume.secret, mountPath, project, from.secrets));
    } else if (volume?.emptyDir) {
      const { sizeLimit } = volume.emptyDir;
      mounted.memoryDirectories.push({
        mountPath,
        ...(sizeLimit ? { sizeBytes: memoryBytes(sizeLimit) } : {}),
      });
    } else {
      throw unsupported(`Volume '${name}' is of a kind that the rehearsal does not emulate.`);
    }
  }
  return mounted;
}

function socketBinds(
  { instances = [] }: NonNullable<Volume["cloudSqlInstance"]>,
  mountPath: string,
  socketDirectory: (connectionName: string) => string | undefined,
): Mounted["binds"] {
  return instances.map((connectionName) => {
    const hostPath = socketDirectory(connectionName);
    if (hostPath === undefined) throw unsupported(`Cloud SQL instance '${connectionName}' was not found.`);
    return { hostPath, mountPath: posix.join(mountPath, connectionName) };
  });
}

function secretFiles(
  { secret, items, defaultMode }: NonNullable<Volume["secret"]>,
  mountPath: string,
  project: string,
  secrets: SecretReader,
): Mounted["files"] {
  const wanted = items?.length
    ? items
    : [{ path: secret.slice(secret.lastIndexOf("/") + 1), version: "latest" }];
  return wanted.map(({ path, version = "latest", ...item }) => ({
    path: posix.join(mountPath, path),
    content: secrets.access(project, secret, version),
    mode: ("mode" in item ? item.mode : undefined) ?? defaultMode ?? SECRET_FILE_MODE,
  }));
}

function unsupported(message: string): InstanceNotReady {
  return new InstanceNotReady({ kind: "unsupported", message });
}
