import type { Check } from "../check.ts";
import { unlessHeld } from "../held-traffic.ts";
import { digestOf } from "../image.ts";
import { skipped } from "../outcome.ts";
import { compared } from "../probe/comparison.ts";

/** Whether the revision runs the image that the last deployment built; the digests decide. */
export const deployedImage: Check = {
  id: "deployed-image",
  title: "The revision runs the image that was deployed",
  group: "revision",
  needs: [],
  timeLimitSeconds: 40,
  async run(context) {
    const deployed = await context.cloud.deployedImage();
    if ("unknown" in deployed) return skipped(`what was deployed last is not known: ${deployed.unknown}`);
    const { image } = context.subject.revision;
    const live = digestOf(image) ?? (image || "none");
    const declared = digestOf(deployed.reference) ?? `a digest (deployed: ${deployed.reference})`;
    const outcome = compared("Digest", [{ path: "image", declared, live }]);
    return unlessHeld(context, outcome.verdict === "pass" ? { ...outcome, reason: live } : outcome);
  },
};
