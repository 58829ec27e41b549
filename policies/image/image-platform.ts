import { IMAGE } from "../resource/types.ts";
import { resourceRule } from "../rule.ts";

export const imagePlatform = resourceRule({
  id: "image-platform",
  title: "Built for Cloud Run's processors",
  severity: "medium",
  level: "mandatory",
  types: [IMAGE],
  invariants: ["platform"],
  what: "The image is built for the platform that Cloud Run runs.",
  why: "Built on a laptop without it, the image starts with an exec format error, in the cloud only.",
  fix: "services.<key>.image.platform",
  source: "https://cloud.google.com/run/docs/container-contract",
  check(image, { platform: expected }) {
    const platform = image.at("build", "platform");
    return platform.text() === expected ? undefined : platform.refuse(expected);
  },
});
