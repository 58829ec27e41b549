import { join } from "node:path";
import { fitsSocket } from "../socket-path.ts";

/** Where a rehearsal keeps what, all below `<project>/.rehearsal`. */
export type RehearsalPaths = ReturnType<typeof rehearsalPaths>;

/** The paths of the rehearsal of the project in a directory. */
export function rehearsalPaths(projectDir: string) {
  const root = join(projectDir, ".rehearsal");
  const cloud = join(root, "cloud");
  const postgres = join(root, "postgres");
  const stateKeySocket = join(root, "keys", "vault.sock");
  return {
    cloud,
    store: join(cloud, "cloud.sqlite"),
    endpoint: join(cloud, "endpoint.json"),
    configuration: join(cloud, "configuration.json"),
    identity: join(cloud, "identity.json"),
    log: join(cloud, "cloud.log"),
    daemonPid: join(cloud, "daemon.pid"),
    startLock: join(cloud, "start.lock"),
    secretKey: join(cloud, "secret-key"),
    /** What the key that encrypts Pulumi's state is encrypted with; beside the state, which outlives the cloud. */
    stateKey: join(root, "state-key"),
    /** Where that key is asked for; undefined where the project lies too deep for a socket. */
    stateKeySocket: fitsSocket(stateKeySocket) ? stateKeySocket : undefined,
    descriptors: join(root, "descriptors.binpb"),
    registry: join(root, "registry"),
    redis: join(root, "redis"),
    postgres,
    /** The directory of the PostgreSQL that stands for one Cloud SQL instance. */
    postgresOf: (connectionName: string) => join(postgres, connectionName.replaceAll(":", "_")),
  };
}
