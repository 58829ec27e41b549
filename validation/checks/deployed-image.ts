import type { Check } from "../check.ts";
import { digestOf } from "../image.ts";
import { skipped, warned } from "../outcome.ts";
import { compared } from "../probe/comparison.ts";

/** Whether the revision runs the image that the last deployment built; the digests decide. */
export const deployedImage: Check = {
  id: "deployed-image",
  title: "The revision runs the image that was deployed",
  group: "revision",
  needs: [],
  async run({ cloud, subject: { revision }, pinned }) {
    const deployed = await cloud.deployedImage();
    if ("unknown" in deployed) return skipped(`what was deployed last is not known: ${deployed.unknown}`);
    const outcome = compared("Digest", [
      {
        path: "image",
        declared: digestOf(deployed.reference) ?? `a digest (deployed: ${deployed.reference})`,
        live: digestOf(revision.image) ?? (revision.image || "none"),
      },
    ]);
    if (outcome.verdict === "pass" || !pinned) return outcome;
    const reason = `a rollback holds the traffic on ${pinned.revision}, which is not what was deployed last`;
    return warned(reason, { evidence: outcome.evidence });
  },
};
