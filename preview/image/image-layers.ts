/** A file, folder or link in one layer. */
export interface LayerEntry {
  /** Without a slash at either end. */
  path: string;
  /** Bytes of a file's content; 0 for everything else. */
  sizeBytes: number;
  kind: "file" | "folder" | "other";
}

/** One layer, as the image's own archive has it. */
export interface ImageLayer {
  /** Digest of the layer unpacked: the same content has the same everywhere. */
  diffId: string;
  /** The instruction that made it, where the image's history tells. */
  createdBy: string;
  /** What it adds or overwrites. */
  entries: LayerEntry[];
  /** Paths that it removes from the layers below. */
  removed: string[];
  /** Folders whose content from the layers below it hides. */
  emptied: string[];
}

/** An image, lowest layer first. */
export interface ImageLayers {
  reference: string;
  layers: ImageLayer[];
}

/** Bytes of all files that a layer holds. */
export function layerBytes({ entries }: ImageLayer): number {
  return entries.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

/** Bytes of all layers: what is stored and pulled, unpacked. */
export function imageBytes({ layers }: ImageLayers): number {
  return layers.reduce((sum, layer) => sum + layerBytes(layer), 0);
}
