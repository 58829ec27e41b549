import { engineAnswer } from "../../toolchain/engine-answer.ts";
import type { ImageResult } from "../../validation/result/measured.ts";

/** https://docs.docker.com/reference/api/engine/version/v1.41/#tag/Image/operation/ImageHistory */
interface HistoryEntry {
  CreatedBy: string;
  Size: number;
}

/** An image in a Docker engine by what made its layers, the lowest first; undefined where the engine does not have it. */
export async function imageLayers(dockerHost: string, reference: string): Promise<ImageResult | undefined> {
  const history = await engineAnswer<HistoryEntry[]>(
    dockerHost,
    `/images/${encodeURIComponent(reference)}/history`,
  );
  if (!history) return undefined;
  const layers = history
    .filter(({ Size }) => Size > 0)
    .map(({ CreatedBy, Size }) => ({
      sizeBytes: Size,
      ...(CreatedBy === "" ? {} : { createdBy: CreatedBy }),
    }))
    .reverse();
  return { sizeBytes: layers.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0), layers };
}
