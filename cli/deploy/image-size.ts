import { dockerClient } from "../../toolchain/docker-engine.ts";

/**
 * The size of an image in the engine that built it, all layers unpacked, in bytes; undefined where that engine has it no
 * more. It is what `docker image ls` shows; the registry holds it compressed.
 */
export async function imageSizeBytes(dockerHost: string, reference: string): Promise<number | undefined> {
  try {
    return (await dockerClient(dockerHost).getImage(reference).inspect()).Size;
  } catch (error) {
    if ((error as { statusCode?: number }).statusCode === 404) return undefined;
    throw error;
  }
}
