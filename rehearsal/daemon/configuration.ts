import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import type { Landscape } from "../contract.ts";

/** What a daemon is started with; no secrets. */
export interface CloudConfiguration {
  landscape: Landscape;
  /** Path of `docker-registry` (or upstream's `registry`). */
  registryBinary: string;
  /** Path of `redis-server`; used where the landscape has Redis. */
  redisBinary: string;
  /** An image with `node` on its PATH, for the container that forwards to Redis. */
  sidecarImage: string;
  /** The engine to run on, as DOCKER_HOST has it; default: what the environment says. */
  dockerHost?: string;
  /** How long an instance without requests is kept, in seconds. Default: 900. */
  idleTimeoutSeconds?: number;
}

export function writeConfiguration(path: string, configuration: CloudConfiguration): void {
  writeFileSync(path, `${JSON.stringify(configuration, undefined, 2)}\n`);
}

export function readConfiguration(path: string): CloudConfiguration {
  return JSON.parse(readFileSync(path, "utf8")) as CloudConfiguration;
}

/** Equal for equal configurations; a running daemon with another one is replaced. */
export function configurationHash(configuration: CloudConfiguration): string {
  const { landscape, registryBinary, redisBinary, sidecarImage, dockerHost, idleTimeoutSeconds } =
    configuration;
  const ordered = [landscape, registryBinary, redisBinary, sidecarImage, dockerHost, idleTimeoutSeconds];
  return createHash("sha256").update(JSON.stringify(ordered)).digest("hex");
}
