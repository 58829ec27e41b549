import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { endProcess } from "../databases/end-process.ts";
import { readPidFile, removePidFile } from "../databases/pid-file.ts";
import { readConfiguration } from "./configuration.ts";
import { rehearsalPaths } from "./paths.ts";

/** Instances get 10 s to end, then the databases theirs. */
const DAEMON_GRACE_SECONDS = 40;
const SERVER_GRACE_SECONDS = 10;

/** Ends a running daemon; what a killed one left is for the next start to take over. */
export async function stopDaemon(projectDir: string): Promise<void> {
  const daemon = readPidFile(rehearsalPaths(projectDir).daemonPid);
  if (daemon) await endProcess(daemon, "SIGTERM", DAEMON_GRACE_SECONDS);
}

/** Ends the daemon and whatever an earlier one that was killed has left: servers, containers, network. */
export async function stopCloud(projectDir: string): Promise<void> {
  const paths = rehearsalPaths(projectDir);
  await stopDaemon(projectDir);
  // A daemon that stops in order takes its pid file with it; then nothing is left.
  if (!existsSync(paths.daemonPid)) return;
  await removeOwnContainers(projectDir);
  await endServers(projectDir);
  rmSync(paths.endpoint, { force: true });
  removePidFile(paths.daemonPid);
}

async function endServers(projectDir: string): Promise<void> {
  const { registry, redis, postgres } = rehearsalPaths(projectDir);
  const clusters = existsSync(postgres) ? readdirSync(postgres) : [];
  const servers: [string, NodeJS.Signals][] = [
    [join(registry, "registry.pid"), "SIGTERM"],
    [join(redis, "redis.pid"), "SIGTERM"],
    ...clusters.map((name): [string, NodeJS.Signals] => [join(postgres, name, "postgres.pid"), "SIGINT"]),
  ];
  for (const [file, signal] of servers) {
    const server = readPidFile(file);
    if (server) await endProcess(server, signal, SERVER_GRACE_SECONDS);
    removePidFile(file);
  }
}

async function removeOwnContainers(projectDir: string): Promise<void> {
  const { identity, configuration } = rehearsalPaths(projectDir);
  if (!existsSync(identity) || !existsSync(configuration)) return;
  const [{ connectEngine }, cleanup, { rehearsalIdentity }] = await Promise.all([
    import("../containers/engine.ts"),
    import("../containers/cleanup.ts"),
    import("./rehearsal-identity.ts"),
  ]);
  const engine = await connectEngine(readConfiguration(configuration).dockerHost);
  const { rehearsalId } = rehearsalIdentity(identity);
  await cleanup.removeContainers(engine, rehearsalId);
  await cleanup.removeNetworks(engine, rehearsalId);
}
