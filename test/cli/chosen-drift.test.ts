import assert from "node:assert/strict";
import { chosenDrift } from "../../cli/drift/chosen-drift.ts";
import { Fault } from "../../faults/fault.ts";
import type { ClassifiedDifference } from "../../release/drift/classify.ts";
import { SERVICE_TYPE } from "../../release/drift/resource-view.ts";
import { stagingWith } from "../settings/staging-settings.ts";

const base = {
  type: SERVICE_TYPE,
  resource: "service api",
  serviceKey: "backend",
  driftClass: "drift" as const,
  reason: "",
  lastChange: {},
};
const MEMORY = "template.containers[0].resources.limits.memory";
const memory: ClassifiedDifference = { ...base, path: MEMORY, declared: "512Mi", live: "4Gi" };
const variable: ClassifiedDifference = {
  ...base,
  path: "template.containers[0].envs[FEATURE]",
  declared: undefined,
  live: { name: "FEATURE", value: "on" },
};
const image: ClassifiedDifference = {
  ...base,
  path: "template.containers[0].image",
  declared: "api@sha256:aa",
  live: "api:latest",
};
const pin: ClassifiedDifference = {
  ...base,
  path: "traffics",
  declared: [],
  live: [],
  driftClass: "traffic-pin",
};

function chosen(names: string[], differences = [memory, variable, pin]) {
  return chosenDrift(differences, names, stagingWith({})).map(({ change }) => change.path.join("."));
}

function fault(work: () => unknown): Fault {
  try {
    work();
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("choosing the drift to accept", () => {
  it("takes a setting, a property as shown or in full, and a variable's name", () => {
    for (const name of ["memoryMiB", "services.backend.memoryMiB", "resources.limits.memory", MEMORY])
      assert.deepEqual(chosen([name]), ["memoryMiB"]);
    assert.deepEqual(chosen(["FEATURE"]), ["env.FEATURE"]);
  });

  it("takes all real drift, and no pin, with `all`", () => {
    assert.deepEqual(chosen(["all"]), ["memoryMiB", "env.FEATURE"]);
  });

  it("refuses a name that nothing drifted under, with those that there are", () => {
    const { code, findings } = fault(() => chosen(["cpu"]));
    assert.equal(code, "drift-unknown");
    assert.deepEqual(findings, [
      { path: "--accept", expected: "all, memoryMiB, env.FEATURE", actual: "cpu" },
    ]);
  });

  it("refuses all of it where one has no setting, and says which and why", () => {
    const { code, exitCode, findings } = fault(() => chosen(["all"], [memory, image]));
    assert.deepEqual([code, exitCode], ["drift-not-acceptable", 2]);
    assert.deepEqual(findings, [
      {
        path: "service api: image",
        expected: "something that a setting says (images are built from the source: change that, or --fix)",
        actual: "api:latest",
      },
    ]);
  });
});
