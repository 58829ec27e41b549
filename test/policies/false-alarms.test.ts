import assert from "node:assert/strict";
import fc from "fast-check";
import { evaluate } from "../../policies/evaluate.ts";
import { defaultInvariants } from "../../policies/invariants.ts";
import { messageOf } from "../../policies/message.ts";
import { compliantStacks, harmless } from "./compliant-stacks.ts";
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

  for (const [name, value] of harmless)
    it(`over ${name}`, async () => {
      const stack = await declaredStack();
      stack.addVariable(name, value);
      assert.deepEqual(evaluate(stack.resources).map(messageOf), []);
    });

  it("over flags that keep a check on, or are about something else", async () => {
    const stack = await declaredStack();
    stack.container.args = [
      "--verify-ssl=true",
      "--allow-google-auth",
      "-disable-health-check-logs",
      "--auth",
    ];
    assert.deepEqual(evaluate(stack.resources).map(messageOf), []);
  });

  it("over what the stack's config exempts, by each rule that is told so", async () => {
    const stack = await declaredStack();
    stack.addVariable("OTEL_EXPORTER_OTLP_INSECURE", "true");
    stack.addVariable("RECAPTCHA_SITE_KEY", `6L${"q7Zt0vXw3RkLm9PbYc5N".repeat(2)}`);
    stack.addVariable("CHAT_TOKEN", "greeting");
    stack.container.args = ["main.mjs", "--skip-auth"];
    const refused = (exemptVariables: string[]) => {
      const invariants = { ...defaultInvariants, exemptVariables };
      return [...new Set(evaluate(stack.resources, invariants).map(({ rule }) => rule.id))];
    };
    assert.deepEqual(refused([]), ["validation-bypass", "secret-names", "secret-entropy"]);
    assert.deepEqual(refused(["CHAT", "SKIP", "OTEL_EXPORTER_OTLP_INSECURE"]), [
      "validation-bypass",
      "secret-names",
      "secret-entropy",
    ]);
    const all = ["OTEL_EXPORTER_OTLP_INSECURE", "RECAPTCHA_SITE_KEY", "CHAT_TOKEN", "SKIP_AUTH"];
    assert.deepEqual(refused(all), []);
  });
});
