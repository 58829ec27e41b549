import assert from "node:assert/strict";
import { planFault } from "../../cli/engine/plan-fault.ts";
import { emptyRunRecord } from "../../cli/engine/run-record.ts";

const URN = "urn:pulumi:staging::netra-backend::gcp:cloudrunv2/service:Service::backend";

describe("an update beyond its plan", () => {
  it("is told by resource and property, without the values", () => {
    const record = emptyRunRecord();
    record.errors.push({
      message: `error: resource ${URN} violates plan: properties changed: ~~template[{map[timeout:{300s}]}!={map[timeout:{200s}]}]`,
    });
    assert.deepEqual(planFault(record)?.findings, [
      {
        path: "gcp:cloudrunv2/service:Service backend",
        expected: "what the plan says",
        actual: "properties changed: ~~template",
      },
    ]);
    assert.equal(planFault(record)?.exitCode, 2);
  });

  it("is not made of other failures", () => {
    const record = emptyRunRecord();
    record.errors.push({ message: "error: the plan was fine, the cloud was not" });
    assert.equal(planFault(record), undefined);
  });
});
