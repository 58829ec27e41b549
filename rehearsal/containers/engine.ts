import { hostname } from "node:os";
import Docker from "dockerode";
import { Fault } from "../../faults/fault.ts";

/** A Docker engine, and what about it decides how instances are run. */
export interface Engine {
  docker: Docker;
  /** Whether this process can open connections to container addresses, without a published port. */
  reachesContainers: boolean;
  /** Processors of the engine's machine; a container cannot be given more. */
  cpus: number;
  /** Containers that could not be removed since the engine went away; gone before the next one starts. */
  lost: Set<string>;
}

/**
 * Connects to the engine at `host` (as DOCKER_HOST has it, such as `unix:///var/run/docker.sock`); without one, to what
 * DOCKER_HOST names or the default socket. Throws the Fault `docker-engine-unreachable`.
 */
export async function connectEngine(host?: string): Promise<Engine> {
  const docker = host?.startsWith("unix://")
    ? new Docker({ socketPath: host.slice("unix://".length) })
    : new Docker();
  try {
    const info: EngineInfo = await docker.info();
    return { docker, reachesContainers: reachesContainerAddresses(info), cpus: info.NCPU, lost: new Set() };
  } catch (error) {
    throw asEngineFault(error);
  }
}

/** What the engine says about itself, as far as it is used here. */
export interface EngineInfo {
  Name: string;
  NCPU: number;
  OperatingSystem: string;
  SecurityOptions?: string[];
}

/** True where the engine's bridge networks are networks of this machine: Linux, same host, neither rootless nor in a VM. */
export function reachesContainerAddresses(
  info: EngineInfo,
  machine = { platform: process.platform, name: hostname() },
): boolean {
  return (
    machine.platform === "linux" &&
    info.Name === machine.name &&
    !info.OperatingSystem.includes("Docker Desktop") &&
    !(info.SecurityOptions ?? []).some((option) => option.includes("rootless"))
  );
}

const CONNECTION_CODES = new Set(["ECONNREFUSED", "ENOENT", "ECONNRESET", "EACCES", "EPIPE", "ETIMEDOUT"]);

/** Whether the engine itself is gone, rather than having refused a request. */
export function isEngineGone(error: unknown): boolean {
  if (error instanceof Fault) return error.code === "docker-engine-unreachable";
  const { code, message } = error as { code?: string; message?: string };
  return CONNECTION_CODES.has(code ?? "") || /socket hang up/.test(message ?? "");
}

/** The engine's absence as a Fault; any other error as it is. */
export function asEngineFault(error: unknown): unknown {
  if (error instanceof Fault || !isEngineGone(error)) return error;
  return new Fault({
    code: "docker-engine-unreachable",
    outcome: "cloud",
    summary: `The Docker engine cannot be reached: ${(error as Error).message}`,
    next: "start the Docker engine (for example `systemctl start docker`), then run the command again",
    cause: error,
  });
}
