import assert from "node:assert/strict";
import { declaredStack } from "./declared-stack.ts";
import type { EditableStack } from "./editable-stack.ts";
import { propertyScore, ruleScore } from "./kill-score.ts";

describe("the kill score", () => {
  let compliant: EditableStack;

  before(async function () {
    this.timeout(60_000);
    compliant = await declaredStack();
  });

  it("is 100 %: every rule's mutant is caught by that rule alone", () => {
    assert.deepEqual(ruleScore(compliant).missed, []);
  });

  it("leaves no property of the service that may change unnoticed without a reason", () => {
    const { mutants, unexcused, idle } = propertyScore(compliant);
    assert.ok(mutants.length > 300, `${mutants.length} mutants`);
    assert.deepEqual(
      unexcused.map(({ path, operator }) => `${path} ${operator}`),
      [],
    );
    assert.deepEqual(
      idle.map(({ path }) => path),
      [],
      "reasons that no mutant needs",
    );
  });
});
