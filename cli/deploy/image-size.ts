import { engineAnswer } from "../../toolchain/engine-answer.ts";

/**
 * The size of an image in the engine that built it, all layers unpacked, in bytes; undefined where that engine has it no
 * more. It is what `docker image ls` shows; the registry holds it compressed.
 */
export async function imageSizeBytes(dockerHost: string, reference: string): Promise<number | undefined> {
  const path = `/images/${encodeURIComponent(reference)}/json`;
  return (await engineAnswer<{ Size: number }>(dockerHost, path))?.Size;
}
