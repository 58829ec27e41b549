import { type ImageLayer, type ImageLayers, imageBytes, layerBytes } from "./image-layers.ts";
import { type WastedFile, wastedFiles } from "./wasted-files.ts";

/** A file and where it comes from. */
export interface AddedFile {
  path: string;
  sizeBytes: number;
  createdBy: string;
}

/** A layer's share of the image. */
export interface LayerSize {
  diffId: string;
  createdBy: string;
  sizeBytes: number;
  /** Whether it comes from the base image. */
  isBase: boolean;
}

/** What an image is made of; sizes are of files, unpacked. */
export interface ImageReport {
  reference: string;
  totalBytes: number;
  /** Undefined where the base image is not to be had, or is another one: then all of it counts as added. */
  baseBytes: number | undefined;
  /** Bytes that no container sees: files that a later layer overwrites or removes. */
  wastedBytes: number;
  layers: LayerSize[];
  /** The largest first. */
  wasted: WastedFile[];
  /** The ten largest files beyond the base. */
  largest: AddedFile[];
}

const LARGEST = 10;

/**
 * Measures an image: its layers, what of it is the base's, what is wasted, the ten largest files that it adds.
 *
 * @param baseDiffIds - the layers of the base image, lowest first; empty where it is not to be had
 */
export function measureImage(image: ImageLayers, baseDiffIds: string[]): ImageReport {
  const baseCount = countShared(image.layers, baseDiffIds);
  const wasted = wastedFiles(image.layers);
  return {
    reference: image.reference,
    totalBytes: imageBytes(image),
    baseBytes: baseCount === 0 ? undefined : sum(image.layers.slice(0, baseCount).map(layerBytes)),
    wastedBytes: sum(wasted.map(({ wastedBytes }) => wastedBytes)),
    layers: image.layers.map((layer, index) => ({
      diffId: layer.diffId,
      createdBy: layer.createdBy,
      sizeBytes: layerBytes(layer),
      isBase: index < baseCount,
    })),
    wasted,
    largest: addedFiles(image.layers.slice(baseCount)).slice(0, LARGEST),
  };
}

/** Layers at the bottom that are the base's, every one of them: a part of the base is not the base. */
function countShared(layers: ImageLayer[], baseDiffIds: string[]): number {
  const isBase = baseDiffIds.every((diffId, index) => layers[index]?.diffId === diffId);
  return isBase ? baseDiffIds.length : 0;
}

function addedFiles(layers: ImageLayer[]): AddedFile[] {
  return layers
    .flatMap(({ entries, createdBy }) =>
      entries.flatMap(({ kind, path, sizeBytes }) =>
        kind === "file" ? [{ path, sizeBytes, createdBy }] : [],
      ),
    )
    .sort((one, other) => other.sizeBytes - one.sizeBytes || one.path.localeCompare(other.path));
}

function sum(amounts: number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
