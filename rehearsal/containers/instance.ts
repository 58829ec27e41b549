import { setTimeout } from "node:timers/promises";
import type Docker from "dockerode";
import { removeContainer } from "./cleanup.ts";
import { containerOptions } from "./container-options.ts";
import { asEngineFault, type Engine } from "./engine.ts";
import { type FollowedLogs, followLogs, type LineSink } from "./instance-logs.ts";
import type { InstanceExit, InstanceSpec } from "./instance-spec.ts";
import { filesArchive } from "./secret-files.ts";

/** A container that has been started; it may not listen yet. */
export interface RunningInstance {
  containerId: string;
  /** Where its port is reached from here. */
  host: string;
  port: number;
  /** Resolves the moment that it has ended, whoever ended it. Never rejects. */
  ended: Promise<void>;
  /** Resolves a little later, with how. Never rejects. */
  exited: Promise<InstanceExit>;
  lastLogLines(): string[];
  /** Takes back the CPUs lent for the startup. */
  endStartupBoost(): Promise<void>;
  /**
   * SIGTERM, SIGKILL 10 seconds later, then removed
   * (https://cloud.google.com/run/docs/container-contract#instance-shutdown). Resolves with how it ended.
   */
  stop(): Promise<InstanceExit>;
}

/** Cloud Run's time between SIGTERM and SIGKILL. */
const SHUTDOWN_SECONDS = 10;
/** The log ends by itself; this is for an engine that has lost it. */
const LOG_TAIL_MS = 10_000;
const ENDED_POLL_MS = 250;
/** 128 and the number of SIGKILL. */
const KILLED = 137;
const OOM_REPORT_MS = 1_000;
const OOM_POLL_MS = 50;

/** Creates and starts a container; on failure nothing of it is left. Throws Faults of the engine. */
export async function startInstance(
  engine: Engine,
  spec: InstanceSpec,
  sink: LineSink,
): Promise<RunningInstance> {
  const { docker, reachesContainers } = engine;
  let container: Docker.Container | undefined;
  try {
    await removeLost(engine);
    container = await docker.createContainer(containerOptions(spec, !reachesContainers));
    if (spec.files.length > 0) await container.putArchive(await filesArchive(spec.files), { path: "/" });
    await container.start();
    const [address, logs] = await Promise.all([
      findAddress(container, spec, reachesContainers),
      followLogs(container, sink),
    ]);
    return runningInstance(engine, container, spec, address, logs);
  } catch (error) {
    if (container) await removeContainer(container).catch(() => undefined);
    throw asEngineFault(error);
  }
}

function runningInstance(
  engine: Engine,
  container: Docker.Container,
  spec: InstanceSpec,
  address: { host: string; port: number },
  logs: FollowedLogs,
): RunningInstance {
  const waited = waitForEnd(container, logs);
  let isAsked = false;
  const exited = exitOf(engine, container, logs, waited, () => isAsked);
  return {
    containerId: container.id,
    ...address,
    ended: waited.then(
      () => undefined,
      () => undefined,
    ),
    exited,
    lastLogLines: logs.lastLines,
    async endStartupBoost() {
      if (spec.startupNanoCpus === undefined) return;
      await container.update({ NanoCpus: spec.nanoCpus });
    },
    async stop() {
      isAsked = true;
      await container.stop({ t: SHUTDOWN_SECONDS }).catch(ignoreGone);
      return exited;
    },
  };
}

/**
 * Rejects when the engine has gone away. dockerode's wait alone would not: it never settles when the connection breaks after
 * the engine's headers. The logs end then too, so the container is looked at from there on.
 */
async function waitForEnd(container: Docker.Container, logs: FollowedLogs): Promise<void> {
  await Promise.race([container.wait(), logs.ended.then(() => untilEnded(container))]);
}

async function untilEnded(container: Docker.Container): Promise<void> {
  while ((await container.inspect()).State.Running) await setTimeout(ENDED_POLL_MS);
}

/** Waits for the end, gathers what tells why, and removes the container. */
async function exitOf(
  engine: Engine,
  container: Docker.Container,
  logs: FollowedLogs,
  waited: Promise<unknown>,
  isAsked: () => boolean,
): Promise<InstanceExit> {
  try {
    await waited;
    await withinMs(LOG_TAIL_MS, logs.ended);
    const state = await finalState(container, isAsked());
    await removeContainer(container);
    return { exitCode: state.ExitCode, outOfMemory: state.OOMKilled, lastLogLines: logs.lastLines() };
  } catch {
    engine.lost.add(container.id);
    return { exitCode: undefined, outOfMemory: false, lastLogLines: logs.lastLines() };
  }
}

/** The engine hears of the end, and of memory that ran out, on two ways: of a kill that nobody asked for the reason may come later. */
async function finalState(
  container: Docker.Container,
  isAsked: boolean,
): Promise<Docker.ContainerInspectInfo["State"]> {
  const until = performance.now() + OOM_REPORT_MS;
  for (;;) {
    const { State: state } = await container.inspect();
    const isExplained = isAsked || state.ExitCode !== KILLED || state.OOMKilled;
    if (isExplained || performance.now() >= until) return state;
    await setTimeout(OOM_POLL_MS);
  }
}

async function removeLost({ docker, lost }: Engine): Promise<void> {
  for (const containerId of lost) {
    await removeContainer(docker.getContainer(containerId));
    lost.delete(containerId);
  }
}

async function findAddress(
  container: Docker.Container,
  spec: InstanceSpec,
  direct: boolean,
): Promise<{ host: string; port: number }> {
  const { NetworkSettings: settings } = await container.inspect();
  const published = settings.Ports[`${spec.port}/tcp`]?.[0]?.HostPort;
  if (!direct && published) return { host: "127.0.0.1", port: Number(published) };
  // A container that has ended already has no address; its exit is what will be reported.
  return { host: settings.Networks[spec.network]?.IPAddress || "127.0.0.1", port: direct ? spec.port : 0 };
}

/** 304: stopped already; 404: gone. */
function ignoreGone(error: unknown): void {
  const { statusCode } = error as { statusCode?: number };
  if (statusCode !== 304 && statusCode !== 404) throw asEngineFault(error);
}

async function withinMs(milliseconds: number, work: Promise<void>): Promise<void> {
  const timer = new AbortController();
  const limit = setTimeout(milliseconds, undefined, { signal: timer.signal }).catch(() => undefined);
  await Promise.race([work, limit]);
  timer.abort();
}
