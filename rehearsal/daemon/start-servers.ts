import type { Logger } from "pino";
import type { Engine } from "../containers/engine.ts";
import { REDIS_ENDPOINT, startRedisForwarder } from "../containers/redis-forwarder.ts";
import type { SecretReader, Store } from "../contract.ts";
import { type PostgresCluster, startPostgres } from "../databases/postgres-cluster.ts";
import { provideDatabases } from "../databases/postgres-landscape.ts";
import { startRedis } from "../databases/redis.ts";
import { startRegistry } from "../databases/registry.ts";
import { sqlInstanceDocument } from "../databases/sql-instance-document.ts";
import type { CloudConfiguration } from "./configuration.ts";
import type { RehearsalPaths } from "./paths.ts";

/** The servers beside the containers, all running. */
export interface Servers {
  registryAddress: string;
  redis?: { host: string; port: number };
  sqlSocketDirectory(connectionName: string): string | undefined;
  stop(): Promise<void>;
}

/** What the servers are started with. */
export interface Site {
  configuration: CloudConfiguration;
  paths: RehearsalPaths;
  store: Store;
  secrets: SecretReader;
  logger: Logger;
  /** Resolves when the network is there. */
  engine: Promise<Engine>;
  network: string;
  rehearsalId: string;
}

/** Starts registry, databases and Redis at the same time. Throws Faults; what had started by then is found by the next start. */
export async function startServers(site: Site): Promise<Servers> {
  const crashed = (title: string) => site.logger.error(`${title} ended by itself and is started again`);
  const [registry, clusters, redis] = await Promise.all([
    startRegistry(site.configuration.registryBinary, site.paths.registry, site.store, crashed),
    startClusters(site, crashed),
    site.configuration.landscape.redis ? startRedisForContainers(site, crashed) : undefined,
  ]);
  site.logger.info("the image registry, databases and Redis answer");
  return {
    registryAddress: registry.address,
    ...(redis ? { redis: REDIS_ENDPOINT } : {}),
    sqlSocketDirectory: (connectionName) => clusters.get(connectionName)?.socketDirectory,
    async stop() {
      await Promise.all([registry, redis, ...clusters.values()].map((server) => server?.stop()));
    },
  };
}

async function startClusters(
  { configuration: { landscape }, paths, store, secrets }: Site,
  crashed: (title: string) => void,
): Promise<Map<string, PostgresCluster>> {
  const started = landscape.sqlInstances.map(async (instance) => {
    const { connectionName, databases } = instance;
    const cluster = await startPostgres(paths.postgresOf(connectionName), crashed);
    await provideDatabases(cluster, databases, secrets, landscape.project);
    store.put("sqlInstances", connectionName, sqlInstanceDocument(instance, cluster.majorVersion));
    return [connectionName, cluster] as const;
  });
  return new Map(await Promise.all(started));
}

async function startRedisForContainers(
  { configuration, paths, engine, network, rehearsalId }: Site,
  crashed: (title: string) => void,
): Promise<{ stop(): Promise<void> }> {
  const redis = await startRedis(configuration.redisBinary, paths.redis, crashed);
  const { socketDirectory } = redis;
  await startRedisForwarder(await engine, {
    image: configuration.sidecarImage,
    network,
    rehearsalId,
    socketDirectory,
  });
  return redis;
}
