import type { CloudEndpoint } from "./contract.ts";
import { type CloudConfiguration, configurationHash } from "./daemon/configuration.ts";
import { isAnswering, publicEndpoint, readEndpoint } from "./daemon/endpoint-file.ts";
import { rehearsalPaths } from "./daemon/paths.ts";
import { versionStamp } from "./daemon/version-stamp.ts";

export type { CloudEndpoint, Landscape } from "./contract.ts";
export type { CloudConfiguration } from "./daemon/configuration.ts";

export interface LocalCloudOptions extends CloudConfiguration {
  /** The rehearsal keeps everything in `.rehearsal/` below it. */
  projectDir: string;
  /** Takes a line per step of a start; nothing is said where the cloud runs already. */
  report?: (line: string) => void;
}

/**
 * The local Google Cloud of a project: the one that runs, if it has this configuration and the present sources (some
 * milliseconds), else a new daemon, which goes on when this process ends. Two calls at once start one daemon.
 *
 * Throws Faults: `local-cloud-not-started` with the last lines of the daemon's log, `local-cloud-busy`.
 */
export async function startLocalCloud(options: LocalCloudOptions): Promise<CloudEndpoint> {
  const { projectDir, report = () => undefined, ...configuration } = options;
  const running = await findCurrent(projectDir, configuration);
  if (running) return running;
  const { withStartLock } = await import("./daemon/start-lock.ts");
  return withStartLock(rehearsalPaths(projectDir).startLock, async () => {
    const startedMeanwhile = await findCurrent(projectDir, configuration);
    if (startedMeanwhile) return startedMeanwhile;
    const [{ stopDaemon }, { launchDaemon }] = await Promise.all([
      import("./daemon/stop-cloud.ts"),
      import("./daemon/launch-daemon.ts"),
    ]);
    await stopDaemon(projectDir);
    return launchDaemon(projectDir, configuration, report);
  });
}

/** The project's local cloud if one runs and answers, whatever its configuration. */
export async function findLocalCloud(projectDir: string): Promise<CloudEndpoint | undefined> {
  const stored = readEndpoint(rehearsalPaths(projectDir).endpoint);
  return stored && (await isAnswering(stored)) ? publicEndpoint(stored) : undefined;
}

/**
 * Stops the project's local cloud with its containers and servers, also what a killed daemon left; documents, images and data
 * stay for the next start. Nothing that another rehearsal or anyone else runs is touched.
 */
export async function stopLocalCloud(projectDir: string): Promise<void> {
  const [{ withStartLock }, { stopCloud }] = await Promise.all([
    import("./daemon/start-lock.ts"),
    import("./daemon/stop-cloud.ts"),
  ]);
  await withStartLock(rehearsalPaths(projectDir).startLock, () => stopCloud(projectDir));
}

/**
 * The Unix socket at which the running cloud encrypts what Pulumi's state is encrypted with, by Vault's transit API; undefined where
 * the project's path is too long for one.
 */
export function stateKeySocket(projectDir: string): string | undefined {
  return rehearsalPaths(projectDir).stateKeySocket;
}

async function findCurrent(
  projectDir: string,
  configuration: CloudConfiguration,
): Promise<CloudEndpoint | undefined> {
  const stored = readEndpoint(rehearsalPaths(projectDir).endpoint);
  if (stored?.configurationHash !== configurationHash(configuration)) return undefined;
  if (stored.versionStamp !== versionStamp()) return undefined;
  return (await isAnswering(stored)) ? publicEndpoint(stored) : undefined;
}
