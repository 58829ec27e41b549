import assert from "node:assert/strict";
import { invariantsSchema } from "../../policies/invariants.ts";
import { pricesByRegion } from "../../preview/cost/prices.ts";

/** The policies import no other room, and so have the prices a second time: both are of one day. */
describe("the prices that policies reckon with", () => {
  const dated = pricesByRegion["us-central1"];
  assert.ok(dated);

  it("are those of stage cost", () => {
    const { requestBased, instanceBased } = dated;
    assert.deepEqual(invariantsSchema.parse({}).prices, {
      cpuSecondUsd: requestBased.cpuSecondUsd,
      memoryGiBSecondUsd: requestBased.memoryGiBSecondUsd,
      idleCpuSecondUsd: requestBased.idleCpuSecondUsd,
      alwaysOnCpuSecondUsd: instanceBased.cpuSecondUsd,
      alwaysOnMemoryGiBSecondUsd: instanceBased.memoryGiBSecondUsd,
    });
  });

  it("name the day on which those were compared with what is published", () => {
    assert.ok(invariantsSchema.shape.prices.description?.endsWith(` as of ${dated.asOf}.`));
  });
});
