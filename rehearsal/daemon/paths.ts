import { join } from "node:path";

/** Where a rehearsal keeps what, all below `<project>/.rehearsal`. */
export type RehearsalPaths = ReturnType<typeof rehearsalPaths>;

/** The paths of the rehearsal of the project in a directory. */
export function rehearsalPaths(projectDir: string) {
  const root = join(projectDir, ".rehearsal");
  const cloud = join(root, "cloud");
  const postgres = join(root, "postgres");
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
    descriptors: join(root, "descriptors.binpb"),
    registry: join(root, "registry"),
    redis: join(root, "redis"),
    postgres,
    /** The directory of the PostgreSQL that stands for one Cloud SQL instance. */
    postgresOf: (connectionName: string) => join(postgres, connectionName.replaceAll(":", "_")),
  };
}
