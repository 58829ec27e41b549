import type { ImageReport } from "./image-report.ts";

/** What changed from one image to another. */
export interface ImageDifference {
  before: ImageSummary;
  after: ImageSummary;
  /** Layers by the instruction that made them, those of equal content left out. */
  layers: LayerDifference[];
}

/** An image in three figures, bytes. */
export interface ImageSummary {
  reference: string;
  totalBytes: number;
  baseBytes: number | undefined;
  wastedBytes: number;
}

/** A layer that only one image has, or whose content differs; bytes. */
export interface LayerDifference {
  createdBy: string;
  beforeBytes: number | undefined;
  afterBytes: number | undefined;
}

/** Sets two images side by side, layer by layer. */
export function compareImages(before: ImageReport, after: ImageReport): ImageDifference {
  const known = new Set(before.layers.map(({ diffId }) => diffId));
  const kept = new Set(after.layers.map(({ diffId }) => diffId).filter((diffId) => known.has(diffId)));
  const changed = new Map<string, LayerDifference>();
  const side = (report: ImageReport, which: "beforeBytes" | "afterBytes") => {
    for (const { diffId, createdBy, sizeBytes } of report.layers) {
      if (kept.has(diffId)) continue;
      const entry = changed.get(createdBy) ?? { createdBy, beforeBytes: undefined, afterBytes: undefined };
      entry[which] = (entry[which] ?? 0) + sizeBytes;
      changed.set(createdBy, entry);
    }
  };
  side(before, "beforeBytes");
  side(after, "afterBytes");
  return { before: summary(before), after: summary(after), layers: [...changed.values()] };
}

function summary({ reference, totalBytes, baseBytes, wastedBytes }: ImageReport): ImageSummary {
  return { reference, totalBytes, baseBytes, wastedBytes };
}
