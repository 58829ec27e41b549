import { NotKnown } from "../resource/reading-errors.ts";
import { IMAGE_COMPONENT } from "../resource/types.ts";
import { stackRule } from "../rule.ts";

const MIB = 2 ** 20;

export const imageSize = stackRule({
  id: "image-size",
  title: "Image within its size budget",
  severity: "low",
  level: "mandatory",
  types: [IMAGE_COMPONENT],
  invariants: ["imageMaxMiB"],
  what: "The pushed image is no larger than its budget.",
  why: "Every cold start on a new machine pulls it, and 150 MB is what the staging image is said to be.",
  fix: "services.<key>.image.baseImage",
  source: "https://cloud.google.com/run/docs/tips/general",
  check({ props }, { imageMaxMiB }) {
    const size = props.at("sizeBytes");
    const bytes = size.number();
    // Whoever has not measured the image has not shown that it is small.
    if (bytes === undefined)
      throw new NotKnown(size.path, "not measured, or not among the component's outputs");
    return bytes <= imageMaxMiB * MIB
      ? undefined
      : size.refuse(`at most ${imageMaxMiB} MiB`, `${Math.ceil(bytes / MIB)} MiB`);
  },
});
