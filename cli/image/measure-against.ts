import { compareImages, type ImageDifference } from "../../preview/image/compare-images.ts";
import type { ImageReport } from "../../preview/image/image-report.ts";
import { isHere, layersOf, readImage } from "./read-image.ts";

/** What is measured, and what it is set against. */
export interface MeasuredSubject {
  reference: string;
  /** `asked`: somebody named it, so that it is not left out where it is not here. */
  before: { reference: string; asked: boolean } | undefined;
  baseImage: string | undefined;
}

/**
 * Measures an image of a Docker engine, against another where that is here too: the revision before is of another day, and often of
 * another machine. Fails with the Fault `image-not-here` (exit code 6) where the image, or one that was asked for, is not.
 */
export async function measureAgainst(
  dockerHost: string,
  { reference, before, baseImage }: MeasuredSubject,
  note: (line: string) => void,
): Promise<{ report: ImageReport; difference: ImageDifference | undefined }> {
  const base = baseImage === undefined ? [] : await layersOf(dockerHost, baseImage);
  const report = await readImage(dockerHost, reference, base);
  if (!before) return { report, difference: undefined };
  if (!before.asked && !(await isHere(dockerHost, before.reference))) {
    note(`not compared with ${before.reference}: the Docker engine on this machine does not have it`);
    return { report, difference: undefined };
  }
  return { report, difference: compareImages(await readImage(dockerHost, before.reference, base), report) };
}
