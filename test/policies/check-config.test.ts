import assert from "node:assert/strict";
import fc from "fast-check";
import { checkConfig, plainConfig } from "../../policies/check-config.ts";
import { configuredInvariants } from "../../policies/engine/rule-config.ts";
import { LEVELS } from "../../policies/engine/wire-config.ts";
import { defaultInvariants } from "../../policies/invariants.ts";
import { rules } from "../../policies/rules.ts";

const lines = (config: Record<string, unknown>) =>
  checkConfig(config).map(({ path, expected, actual, example }) =>
    [path, expected, actual, ...(example === undefined ? [] : [example])].join(" | "),
  );

describe("a mistake in the pack's config", () => {
  for (const [what, config, expected] of [
    [
      "a rule that there is none of",
      { "memory-limits": {}, "no-such": "disabled" },
      [
        "memory-limits | the name of a rule (docs/policies.md) | an unknown rule | memory-limit",
        "no-such | the name of a rule (docs/policies.md) | an unknown rule",
      ],
    ],
    [
      "a level that there is none of",
      {
        ingress: { enforcementLevel: "off" },
        "not-root": "off",
        all: "none",
        "cpu-limit": { enforcementLevel: 1 },
      },
      [
        'ingress.enforcementLevel | advisory, mandatory, disabled or remediate | "off" | disabled',
        'not-root | advisory, mandatory, disabled or remediate | "off" | disabled',
        'all | advisory, mandatory, disabled or remediate | "none" | disabled',
        "cpu-limit.enforcementLevel | advisory, mandatory, disabled or remediate | 1 | disabled",
      ],
    ],
    [
      "an invariant that the rule does not read",
      { "memory-limit": { foo: 1 }, "traffic-total": { port: 1 }, all: { port: 1 } },
      [
        "memory-limit.foo | one of memoryMiB, enforcementLevel | an unknown key",
        "traffic-total.port | only enforcementLevel | an unknown key",
        "all.port | only enforcementLevel | an unknown key",
      ],
    ],
    [
      "a value of the wrong kind",
      {
        "memory-limit": { memoryMiB: { min: "512", most: 1024 } },
        "container-port": { port: -1 },
        "required-labels": { requiredLabels: ["team", ""] },
        "deletion-protection": { deletionProtection: "no" },
        "cpu-limit": { cpuCount: null },
        concurrency: [1, 2],
      },
      [
        'memory-limit.memoryMiB.min | a number | "512" | 512',
        "memory-limit.memoryMiB.max | a number | nothing | 512",
        "memory-limit.memoryMiB.most | one of min, max | an unknown key",
        "container-port.port | at least 0 | -1 | 8000",
        'required-labels.requiredLabels.1 | a text that is not empty | "" | "team"',
        'deletion-protection.deletionProtection | true or false | "no" | false',
        'cpu-limit.cpuCount | a map | nothing | {"min":1,"max":1}',
        'concurrency | a level, or a map of the invariants that the rule reads | a list | {"concurrency":{"min":1,"max":1000}}',
      ],
    ],
  ] as const)
    it(`is told with path, expected and actual, all at once: ${what}`, () => {
      assert.deepEqual(lines(config), expected);
    });

  it("is none where every rule is given its own invariants and any level", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...rules),
        fc.constantFrom(...LEVELS),
        ({ id, invariants }, enforcementLevel) => {
          const values = Object.fromEntries(invariants.map((name) => [name, defaultInvariants[name]]));
          assert.deepEqual(checkConfig({ [id]: { ...values, enforcementLevel }, all: enforcementLevel }), []);
          assert.deepEqual(checkConfig({ [id]: enforcementLevel }), []);
        },
      ),
    );
  });

  it("is whatever the rules themselves would not take", () => {
    const values = fc.dictionary(fc.constantFrom("port", "memoryMiB", "registries", "x"), fc.jsonValue());
    fc.assert(
      fc.property(fc.constantFrom(...rules), values, (rule, given) => {
        const taken = doesNotThrow(() => configuredInvariants(rule, given));
        assert.equal(checkConfig({ [rule.id]: given }).length === 0, taken);
      }),
    );
  });
});

describe("a config in Pulumi's short forms", () => {
  it("is read as the engine reads it: a text is a level, and all is for every rule that has none", () => {
    const config = plainConfig({ all: "advisory", ingress: "disabled", "container-port": { port: 3000 } });
    assert.deepEqual(Object.keys(config).sort(), rules.map(({ id }) => id).sort());
    assert.deepEqual(config.ingress, { enforcementLevel: "disabled" });
    assert.deepEqual(config["container-port"], { enforcementLevel: "advisory", port: 3000 });
    assert.deepEqual(config["memory-limit"], { enforcementLevel: "advisory" });
  });
});

function doesNotThrow(act: () => unknown): boolean {
  try {
    act();
    return true;
  } catch {
    return false;
  }
}
