import type { DockerEngine } from "./connect.ts";
import { absolute, dockerfileInContext } from "./context-paths.ts";
import { contextTar } from "./context-tar.ts";
import type { ImageInputs } from "./image-inputs.ts";
import { followed } from "./progress.ts";

/** Where a build runs, and where its lines go. */
export interface Building {
  docker: DockerEngine;
  /** The program's folder: relative paths start there. */
  folder: string;
  show: (line: string) => void;
  signal: AbortSignal;
}

/** Builds with the engine's own BuildKit (no buildx needed) and tags; returns the image's ID. */
export async function buildImage(inputs: ImageInputs, building: Building): Promise<string> {
  const { docker, folder, show, signal } = building;
  const { build, imageName, registry } = inputs;
  const context = absolute(folder, build.context);
  const dockerfile = absolute(folder, build.dockerfile);
  const { username, password } = registry;
  const stream = await docker.buildImage(contextTar(context, dockerfile), {
    t: imageName,
    dockerfile: dockerfileInContext(context, dockerfile),
    buildargs: build.args,
    ...(build.buildKit ? { version: "2" as const } : {}),
    ...(build.platform ? { platform: build.platform } : {}),
    ...(build.target ? { target: build.target } : {}),
    ...(build.network ? { networkmode: build.network } : {}),
    ...(build.addHosts.length > 0 ? { extrahosts: build.addHosts.join(",") } : {}),
    ...(build.cacheFrom.length > 0 ? { cachefrom: JSON.stringify(build.cacheFrom) } : {}),
    ...(username && password ? { authconfig: { username, password, serveraddress: registry.server } } : {}),
    abortSignal: signal,
  });
  const { id } = await followed(docker, stream, {
    failed: "error reading build output",
    show,
    signal,
    buildKit: build.buildKit,
  });
  return id ?? (await docker.getImage(imageName).inspect()).Id;
}
