import type Docker from "dockerode";
import { Fault } from "../../../faults/fault.ts";

/** One line of the engine's stream of a build or a push. */
export interface ProgressEvent {
  id?: string;
  stream?: string;
  status?: string;
  progress?: string;
  error?: string;
  errorDetail?: { message?: string };
  aux?: { Digest?: string; ID?: string };
}

/** dockerode's client with its BuildKit reader, which its published types leave out. */
export interface DockerEngine extends Docker {
  followProgress(
    stream: NodeJS.ReadableStream,
    finished: (error: Error | null, output: ProgressEvent[]) => void,
    progress: (event: ProgressEvent) => void,
  ): void;
}

/**
 * A client of the Docker engine at `docker:host`, else DOCKER_HOST, else the local socket. Loaded on first use: a deployment
 * without a build needs none.
 *
 * @throws Fault `docker-unreachable` when no engine answers.
 */
export async function connectDocker(host: string | undefined): Promise<DockerEngine> {
  if (host) process.env.DOCKER_HOST = host;
  const { default: Client } = await import("dockerode");
  const docker = new Client() as DockerEngine;
  await docker.ping().catch((cause: unknown) => {
    throw new Fault({
      code: "docker-unreachable",
      outcome: "cloud",
      summary: `the Docker engine does not answer: ${cause instanceof Error ? cause.message : String(cause)}`,
      next: "npx stage doctor",
      cause,
    });
  });
  return docker;
}
