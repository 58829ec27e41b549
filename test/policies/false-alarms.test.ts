import assert from "node:assert/strict";
import fc from "fast-check";
import { evaluate } from "../../policies/evaluate.ts";
import { messageOf } from "../../policies/message.ts";
import { compliantStacks } from "./compliant-stacks.ts";
import { declaredStack } from "./declared-stack.ts";

describe("the rules raise no false alarm", () => {
  it("over 50 generated stacks that hold to every invariant", async function () {
    this.timeout(60_000);
    const compliant = await declaredStack();
    fc.assert(
      fc.property(compliantStacks(compliant), ({ resources }) => {
        assert.deepEqual(evaluate(resources).map(messageOf), []);
      }),
      { numRuns: 50 },
    );
  });
});
