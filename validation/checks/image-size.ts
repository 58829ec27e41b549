import type { Check } from "../check.ts";
import { failed, notNeeded, passed } from "../outcome.ts";
import { rounded } from "../probe/percentiles.ts";
import { type Claim, claimOf } from "../result/claim.ts";
import type { Evidence } from "../result/evidence.ts";

/** Whether the image keeps to its size, and how it compares with what it was before: both figures unpacked. */
export const imageSize: Check = {
  id: "image-size",
  title: "The image keeps to its size",
  group: "performance",
  needs: [],
  needed: false,
  async run({ cloud, settings, subject: { revision } }) {
    const image = await cloud.image(revision.image);
    if (!image) return notNeeded("no Docker engine here has the image");
    const value = rounded(image.sizeBytes / 1e6);
    const { budgetMiB } = settings.image;
    const budget = budgetMiB === undefined ? undefined : rounded((budgetMiB * 2 ** 20) / 1e6);
    const measurement: Evidence = {
      kind: "measurement",
      ...{
        name: "Image, all layers unpacked",
        unit: "MB",
        n: 1,
        value,
        ...(budget === undefined ? {} : { budget }),
      },
      method: "as the Docker engine that built it gives it",
    };
    const measured = { image, claims: claimsOf(settings.validation.before.imageMB, value) };
    const rest = { evidence: [measurement], measured };
    const told = `${value} MB unpacked, ${image.layers.length} layers`;
    if (budget === undefined || value <= budget) return passed(told, rest);
    const finding = {
      path: "image.budgetMiB",
      expected: `at most ${budget} MB unpacked`,
      actual: `${value} MB`,
    };
    return failed(`${told}; at most ${budget} MB are wanted`, { ...rest, findings: [finding], needed: true });
  },
};

function claimsOf(before: number | undefined, after: number): Claim[] {
  if (before === undefined) return [];
  return [
    claimOf({
      ...{ name: "Image size", unit: "MB", before, after },
      beforeSource: "settings: validation.before.imageMB",
      afterSource: "the Docker engine that built it, unpacked",
    }),
  ];
}
