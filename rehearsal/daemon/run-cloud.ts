import { mkdirSync, rmSync } from "node:fs";
import type { Logger } from "pino";
import { createApi, openSecretVault } from "../api/index.ts";
import { removeContainers, removeNetworks } from "../containers/cleanup.ts";
import { connectEngine, type Engine } from "../containers/engine.ts";
import { ensureNetwork, networkName } from "../containers/network.ts";
import type { CloudEndpoint } from "../contract.ts";
import { createRequestMetrics } from "../metrics/request-metrics.ts";
import { createLifecycle, type RunningLifecycle } from "../revisions/lifecycle.ts";
import { createLogBatch } from "../revisions/log-batch.ts";
import { startReadyInstance } from "../revisions/ready-instance.ts";
import { createInvokerPolicy } from "../routing/invoker-policy.ts";
import { createRouter } from "../routing/router.ts";
import { reserveStablePort } from "../routing/stable-port.ts";
import { openSealingKey } from "../sealing-key.ts";
import { openStore } from "../store/index.ts";
import type { CloudConfiguration } from "./configuration.ts";
import type { RehearsalPaths } from "./paths.ts";
import { provideSecrets } from "./provide-secrets.ts";
import { projectNumber, rehearsalIdentity } from "./rehearsal-identity.ts";
import { serveStateKey } from "./serve-state-key.ts";
import { type Servers, type Site, startServers } from "./start-servers.ts";

/** A local Google Cloud that answers. */
export interface RunningCloud {
  endpoint: CloudEndpoint;
  /** Stops instances, servers and the API; everything that is kept stays. */
  stop(): Promise<void>;
}

/**
 * Brings up the whole local cloud: what an earlier daemon left running is taken over (servers) or removed (containers), and
 * its services are served again at the same addresses.
 */
export async function runCloud(
  configuration: CloudConfiguration,
  paths: RehearsalPaths,
  logger: Logger,
): Promise<RunningCloud> {
  mkdirSync(paths.cloud, { recursive: true });
  const { landscape } = configuration;
  const { rehearsalId, accessToken } = rehearsalIdentity(paths.identity);
  const store = openStore(paths.store);
  const secrets = openSecretVault({ store, keyPath: paths.secretKey });
  provideSecrets(store, secrets, landscape, new Date().toISOString());
  const [engine, servers] = await bringUp({ configuration, paths, store, secrets, logger, rehearsalId });
  const runtime = createRuntime(configuration, {
    store,
    secrets,
    logger,
    engine,
    servers,
    rehearsalId,
    accessToken,
  });
  const api = createApi({
    ...{ store, lifecycle: runtime.lifecycle, secrets, accessToken, logger, project: landscape.project },
    ...{ descriptorPath: paths.descriptors, projectNumber: projectNumber(landscape.project) },
    ...{ caller: `rehearsal@${landscape.project}.iam.gserviceaccount.com`, clock: () => new Date() },
  });
  await runtime.lifecycle.resume();
  const { stateKeySocket } = paths;
  const stateKey = stateKeySocket && (await serveStateKey(stateKeySocket, openSealingKey(paths.stateKey)));
  const apiUrl = await api.listen({ host: "127.0.0.1", port: await reserveStablePort(store, "api") });
  api.resumeOperations().catch((error: unknown) => logger.error({ err: error }, "resuming operations"));
  const { registryAddress: registry, redis } = servers;
  const startedAt = new Date().toISOString();
  return {
    endpoint: {
      pid: process.pid,
      apiUrl,
      registry,
      ...(redis && { redis }),
      accessToken,
      rehearsalId,
      startedAt,
    },
    async stop() {
      rmSync(paths.endpoint, { force: true });
      await runtime.close();
      await api.close();
      if (stateKey) await stateKey.close();
      await removeContainers(engine, rehearsalId);
      await removeNetworks(engine, rehearsalId);
      await servers.stop();
      store.close();
    },
  };
}

/** The engine and the servers, at the same time; both have been tried before a fault is thrown. */
async function bringUp(site: Omit<Site, "engine" | "network">): Promise<[Engine, Servers]> {
  const { configuration, rehearsalId, logger } = site;
  const engine = prepareEngine(configuration, rehearsalId, logger);
  const servers = startServers({ ...site, engine, network: networkName(rehearsalId) });
  const [engineResult, serversResult] = await Promise.allSettled([engine, servers]);
  if (engineResult.status === "rejected") throw engineResult.reason;
  if (serversResult.status === "rejected") throw serversResult.reason;
  return [engineResult.value, serversResult.value];
}

/** What runs and reaches instances: the lifecycle on top of the router. */
function createRuntime(
  { idleTimeoutSeconds }: CloudConfiguration,
  site: Pick<Site, "store" | "secrets" | "logger" | "rehearsalId"> & {
    engine: Engine;
    servers: Servers;
    accessToken: string;
  },
): { lifecycle: RunningLifecycle; close(): Promise<void> } {
  const { store, secrets, logger, engine, servers, rehearsalId, accessToken } = site;
  const logs = createLogBatch(store);
  const metrics = createRequestMetrics({ store });
  const router = createRouter({ store, logs, metrics, policy: createInvokerPolicy(store, accessToken) });
  const { cpus } = engine;
  const { sqlSocketDirectory } = servers;
  const network = networkName(rehearsalId);
  const factory = { engine, logs, rehearsalId, network, secrets, cpus, sqlSocketDirectory };
  const lifecycle = createLifecycle({
    ...{ store, router, logger },
    ...(idleTimeoutSeconds ? { idleTimeoutSeconds } : {}),
    start: (revision) => startReadyInstance(factory, revision),
  });
  return {
    lifecycle,
    async close() {
      await router.close();
      await lifecycle.close();
      logs.close();
      metrics.close();
    },
  };
}

/** The engine without the containers that a killed daemon left behind, with the rehearsal's network. */
async function prepareEngine(
  { dockerHost }: CloudConfiguration,
  rehearsalId: string,
  logger: Logger,
): Promise<Engine> {
  const engine = await connectEngine(dockerHost);
  const removed = await removeContainers(engine, rehearsalId);
  if (removed.length > 0) logger.info({ containers: removed }, "removed containers of an earlier run");
  await ensureNetwork(engine, rehearsalId);
  return engine;
}
