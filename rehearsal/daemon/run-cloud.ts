import { mkdirSync, rmSync } from "node:fs";
import type { Logger } from "pino";
import { createApi, openSecretVault } from "../api/index.ts";
import { removeContainers, removeNetworks } from "../containers/cleanup.ts";
import { connectEngine, type Engine } from "../containers/engine.ts";
import { ensureNetwork, networkName } from "../containers/network.ts";
import type { CloudEndpoint } from "../contract.ts";
import { createLifecycle } from "../revisions/lifecycle.ts";
import { createLogBatch } from "../revisions/log-batch.ts";
import { startReadyInstance } from "../revisions/ready-instance.ts";
import { createInvokerPolicy } from "../routing/invoker-policy.ts";
import { createRouter } from "../routing/router.ts";
import { reserveStablePort } from "../routing/stable-port.ts";
import { openStore } from "../store/index.ts";
import type { CloudConfiguration } from "./configuration.ts";
import type { RehearsalPaths } from "./paths.ts";
import { provideSecrets } from "./provide-secrets.ts";
import { projectNumber, rehearsalIdentity } from "./rehearsal-identity.ts";
import { startServers } from "./start-servers.ts";

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
  const network = networkName(rehearsalId);
  const engine = prepareEngine(configuration, rehearsalId, logger);
  const servers = await startServers({
    ...{ configuration, paths, store, secrets, logger, engine, network, rehearsalId },
  });
  const logs = createLogBatch(store);
  const router = createRouter({ store, logs, policy: createInvokerPolicy(store, accessToken) });
  const factory = { engine: await engine, logs, rehearsalId, network, secrets, cpus: (await engine).cpus };
  const { sqlSocketDirectory } = servers;
  const lifecycle = createLifecycle({
    store,
    router,
    logger,
    ...(configuration.idleTimeoutSeconds ? { idleTimeoutSeconds: configuration.idleTimeoutSeconds } : {}),
    start: (revision) => startReadyInstance({ ...factory, sqlSocketDirectory }, revision),
  });
  const api = createApi({
    ...{ store, lifecycle, secrets, accessToken, logger, project: landscape.project },
    descriptorPath: paths.descriptors,
    projectNumber: projectNumber(landscape.project),
    caller: `rehearsal@${landscape.project}.iam.gserviceaccount.com`,
    clock: () => new Date(),
  });
  await lifecycle.resume();
  const apiUrl = await api.listen({ host: "127.0.0.1", port: await reserveStablePort(store, "api") });
  api.resumeOperations().catch((error: unknown) => logger.error({ err: error }, "resuming operations"));
  return {
    endpoint: {
      pid: process.pid,
      apiUrl,
      registry: servers.registryAddress,
      ...(servers.redis ? { redis: servers.redis } : {}),
      ...{ accessToken, rehearsalId, startedAt: new Date().toISOString() },
    },
    async stop() {
      rmSync(paths.endpoint, { force: true });
      await router.close();
      await lifecycle.close();
      await api.close();
      await removeContainers(await engine, rehearsalId);
      await removeNetworks(await engine, rehearsalId);
      await servers.stop();
      logs.close();
      store.close();
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
