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
    const [packed, unpackedBytes] = await Promise.all([
      cloud.image(revision.image),
      cloud.unpackedImageBytes(revision.image),
    ]);
    const unpackedMB = unpackedBytes === undefined ? undefined : rounded(unpackedBytes / 1e6);
    const measured = {
      ...(packed ? { image: packed } : {}),
      claims: unpackedMB === undefined ? [] : claimsOf(settings.validation.before.imageMB, unpackedMB),
    };
    const packedMB = packed && rounded(packed.sizeBytes / 1e6);
    const budget = settings.validation.imageBudgetMB;
    const evidence = [
      ...measurement("unpacked", unpackedMB, budget),
      ...measurement("in the registry", packedMB),
    ];
    if (unpackedMB === undefined) {
      const told =
        packedMB === undefined
          ? "neither registry nor Docker engine tells"
          : `${packedMB} MB in the registry`;
      return notNeeded(`unpacked size not known here; ${told}`, { evidence, measured });
    }
    const told = `${unpackedMB} MB unpacked${packed ? `, ${packedMB} MB in ${packed.layers.length} layers in the registry` : ""}`;
    if (budget === undefined || unpackedMB <= budget) return passed(told, { evidence, measured });
    const finding = { path: "image", expected: `at most ${budget} MB unpacked`, actual: `${unpackedMB} MB` };
    return failed(`${told}; at most ${budget} MB are wanted`, {
      evidence,
      measured,
      findings: [finding],
      needed: true,
    });
  },
};

function measurement(where: string, value: number | undefined, budget?: number): Evidence[] {
  if (value === undefined) return [];
  return [
    {
      kind: "measurement",
      name: `Image, ${where}`,
      unit: "MB",
      n: 1,
      value,
      ...(budget === undefined ? {} : { budget }),
    },
  ];
}

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
