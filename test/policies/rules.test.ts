import assert from "node:assert/strict";
import { evaluate, type PolicyFinding } from "../../policies/evaluate.ts";
import { UNKNOWN } from "../../policies/resource/property.ts";
import { rules } from "../../policies/rules.ts";
import { allCases } from "./cases/all-cases.ts";
import type { RuleCase } from "./cases/rule-case.ts";
import { declaredStack } from "./declared-stack.ts";
import type { EditableStack } from "./editable-stack.ts";

const told = ({ rule, resource, path }: PolicyFinding) => `${rule.id} ${resource.name} ${path}`;

describe("the rules", () => {
  let compliant: EditableStack;

  before(async function () {
    this.timeout(60_000);
    compliant = await declaredStack();
  });

  it("have a case each or more, and no case is without a rule", () => {
    const covered = new Set(allCases.map(({ rule }) => rule));
    assert.deepEqual([...covered].sort(), rules.map(({ id }) => id).sort());
  });

  it("pass the stack that the program declares with staging's settings", () => {
    assert.deepEqual(evaluate(compliant.resources).map(told), []);
  });

  for (const ruleCase of allCases) {
    it(`${ruleCase.rule} refuses: ${ruleCase.mutant}; and it alone does`, () => {
      const findings = evaluate(mutant(compliant, ruleCase).resources);
      assert.deepEqual(
        [...new Set(findings.map(({ rule }) => rule.id))],
        [ruleCase.rule],
        findings.map(told).join(),
      );
      const [{ outcome, path, found, allowed }] = findings as [PolicyFinding];
      assert.deepEqual({ outcome, path, found, allowed }, { outcome: "violated", ...ruleCase.finding });
    });

    it(`${ruleCase.rule} ${ruleCase.refusesAny ? "does not need" : "defers"} a value that is not known yet`, () => {
      const findings = evaluate(withValueRead(compliant, ruleCase, UNKNOWN).resources);
      const own = findings.filter(({ rule }) => rule.id === ruleCase.rule);
      const outcome = ruleCase.refusesAny ? "violated" : "deferred";
      assert.deepEqual([...new Set(own.map((finding) => finding.outcome))], [outcome]);
      const refused = findings.filter(
        (finding) => finding.outcome === "violated" && finding.rule.id !== ruleCase.rule,
      );
      assert.deepEqual(refused.map(told), [], "what is not known breaks no rule");
    });

    it(`${ruleCase.rule} refuses a value of another type`, () => {
      const findings = evaluate(withValueRead(compliant, ruleCase, ruleCase.reads.wrong).resources);
      const own = findings.filter(({ rule }) => rule.id === ruleCase.rule);
      assert.deepEqual([...new Set(own.map(({ outcome }) => outcome))], ["violated"]);
    });
  }
});

function mutant(compliant: EditableStack, { change }: RuleCase): EditableStack {
  const stack = compliant.copy();
  change(stack);
  return stack;
}

function withValueRead(compliant: EditableStack, { given, reads }: RuleCase, value: unknown): EditableStack {
  const stack = compliant.copy();
  given?.(stack);
  stack.set(reads.type, typeof reads.path === "function" ? reads.path(stack) : reads.path, value);
  return stack;
}
