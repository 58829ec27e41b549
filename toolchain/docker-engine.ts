import { existsSync } from "node:fs";
import { Fault } from "../faults/fault.ts";
import { startDockerd } from "./dockerd.ts";
import { engineAnswer } from "./engine-answer.ts";
import { findOnPath } from "./executables.ts";
import type { Machine } from "./machine.ts";
import type { Found, Step } from "./step.ts";
import { installSystemPackage, systemBinary } from "./system-packages.ts";

/** A Docker engine that answers. */
export interface DockerEngine extends Found {
  /** As DOCKER_HOST has it, such as `unix:///var/run/docker.sock`. */
  host: string;
}

const DEFAULT_SOCKET = "/var/run/docker.sock";
const ANSWER_SECONDS = 5;

/**
 * An engine that answers at DOCKER_HOST, at the default socket or in the docker CLI's context; else, where we are root,
 * `dockerd` is started here, installed first if need be. It goes on running when the command has ended.
 */
export function dockerEngine(machine: Machine): Step<DockerEngine> {
  const find = async (): Promise<DockerEngine | undefined> => {
    const answer = await askEngine(await dockerHost(machine));
    return "engine" in answer ? answer.engine : undefined;
  };
  return {
    title: "Docker engine",
    find,
    async provide(report) {
      const host = await dockerHost(machine);
      const answer = await askEngine(host);
      if ("engine" in answer) return answer.engine;
      const mayStart = host === `unix://${DEFAULT_SOCKET}` && machine.isRoot && process.platform === "linux";
      if (!mayStart) throw unreachable(host, answer.error);
      const dockerd =
        systemBinary(machine, "docker.io") ?? (await installSystemPackage(machine, "docker.io", report));
      report(`starting ${dockerd}`);
      return startDockerd(machine, dockerd, find);
    },
  };
}

async function dockerHost({ env, run, searchPath }: Machine): Promise<string> {
  if (env.DOCKER_HOST) return env.DOCKER_HOST;
  const docker = existsSync(DEFAULT_SOCKET) ? undefined : findOnPath(["docker"], searchPath);
  if (docker) {
    // Docker Desktop and rootless engines are known to the CLI's context only.
    const args = ["context", "inspect", "--format", "{{.Endpoints.docker.Host}}"];
    const { succeeded, stdout } = await run(docker, args, { timeoutSeconds: ANSWER_SECONDS });
    if (succeeded && stdout.trim()) return stdout.trim();
  }
  return `unix://${DEFAULT_SOCKET}`;
}

async function askEngine(host: string): Promise<{ engine: DockerEngine } | { error: string }> {
  try {
    const answer = await engineAnswer<{ Version: string }>(host, "/version", ANSWER_SECONDS);
    if (!answer) return { error: `what answers at ${host} is no Docker engine` };
    const { Version: version } = answer;
    return { engine: { what: "Docker engine", version, where: host, host } };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

function unreachable(host: string, lastSeen: string): Fault {
  const denied = lastSeen.includes("EACCES");
  return new Fault({
    code: "docker-unreachable",
    outcome: "cloud",
    summary: `No Docker engine answers at ${host}`,
    evidence: [lastSeen],
    next: denied
      ? "sudo usermod -aG docker $USER, log in again, then run the same command again"
      : "start Docker, or `sudo apt-get install docker.io && sudo dockerd`, then run the same command again",
  });
}
