import type { Readable } from "node:stream";
import { type ImageReport, measureImage } from "../../preview/image/image-report.ts";
import { readSavedImage } from "../../preview/image/saved-image.ts";
import { dockerClient } from "../../toolchain/docker-client.ts";
import { engineAnswer, type StatusError } from "../../toolchain/engine-answer.ts";
import { imageNotHere } from "./image-not-here.ts";
import { referenceInvalid } from "./image-reference.ts";

interface InspectedImage {
  RootFS: { Layers: string[] };
  Config: { Labels: Record<string, string> | null };
}

/** Whether a Docker engine has an image. */
export async function isHere(dockerHost: string, reference: string): Promise<boolean> {
  return (await inspect(dockerHost, reference)) !== undefined;
}

/** The labels of an image in a Docker engine. Fails with `image-not-here` (exit code 6) where the engine does not have it. */
export async function labelsOf(dockerHost: string, reference: string): Promise<Record<string, string>> {
  const inspected = await inspect(dockerHost, reference);
  if (!inspected) throw imageNotHere(reference);
  return inspected.Config.Labels ?? {};
}

/** The layers of an image in a Docker engine, lowest first, by the digests of their content; empty where it does not have it. */
export async function layersOf(dockerHost: string, reference: string): Promise<string[]> {
  const inspected = await inspect(dockerHost, reference);
  return inspected?.RootFS.Layers ?? [];
}

/**
 * Measures an image of a Docker engine. Fails with the Fault `image-not-here` (exit code 6) where the engine does not have it:
 * what is not asked for is not pulled; with `reference-invalid` where the engine takes it for no reference.
 */
export async function readImage(
  dockerHost: string,
  reference: string,
  baseDiffIds: string[],
): Promise<ImageReport> {
  const inspected = await inspect(dockerHost, reference);
  if (!inspected) throw imageNotHere(reference);
  const client = await dockerClient(dockerHost);
  const archive = (await client.getImage(reference).get()) as Readable;
  return measureImage(await readSavedImage(reference, archive), baseDiffIds);
}

async function inspect(dockerHost: string, reference: string): Promise<InspectedImage | undefined> {
  try {
    return await engineAnswer<InspectedImage>(dockerHost, `/images/${encodeURIComponent(reference)}/json`);
  } catch (error) {
    if ((error as StatusError).statusCode === 400) throw referenceInvalid(reference, "reference");
    throw error;
  }
}
