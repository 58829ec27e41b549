import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { configSchema, configuredInvariants } from "../../policies/engine/rule-config.ts";
import { defaultInvariants } from "../../policies/invariants.ts";
import { packConfig, rehearsalConfig, remediatingConfig } from "../../policies/pack-config.ts";
import type { Rule } from "../../policies/rule.ts";
import { rules } from "../../policies/rules.ts";

const PACK = join(import.meta.dirname, "..", "..", "policies");

function ruleNamed(id: string): Rule {
  const rule = rules.find((candidate) => candidate.id === id);
  assert.ok(rule, id);
  return rule;
}

describe("the pack's config", () => {
  it("gives an invariant to every rule that reads it, and to no other", () => {
    assert.deepEqual(packConfig({ projects: ["netra-sandbox"] }), {
      "project-allowed": { projects: ["netra-sandbox"] },
      "allowed-registry": { projects: ["netra-sandbox"] },
      "own-account": { projects: ["netra-sandbox"] },
    });
  });

  it("of a rehearsal allows its registry and stand-in bases, and nothing else", () => {
    assert.deepEqual(rehearsalConfig({ registry: "127.0.0.1:15000", standInBases: ["stage.local/base"] }), {
      "allowed-registry": { registries: ["127.0.0.1:15000"] },
      "alpine-base": { standInBases: ["stage.local/base"] },
    });
  });

  for (const registry of [
    "docker.io",
    "127.0.0.1.evil.example:5000",
    "10.0.0.3:5000",
    "127.0.0.1",
    "localhost:1/x",
  ])
    it(`of a rehearsal is not made for the registry ${registry}`, () => {
      assert.throws(() => rehearsalConfig({ registry, standInBases: [] }), {
        name: "RangeError",
        message: `a rehearsal's registry is on this machine, not at ${registry}`,
      });
    });

  it("has defaults without any registry of this machine and without stand-ins", () => {
    assert.deepEqual(defaultInvariants.registries, ["us-central1-docker.pkg.dev"]);
    assert.deepEqual(defaultInvariants.standInBases, []);
  });

  it("switches only rules with a fix to remediate, on top of what it says already", () => {
    const config = remediatingConfig({
      ingress: { ingress: ["X"] },
      "required-labels": { environment: "dev" },
    });
    assert.deepEqual(config, {
      ingress: { ingress: ["X"] },
      "pinned-digest": { enforcementLevel: "remediate" },
      "required-labels": { environment: "dev", enforcementLevel: "remediate" },
      "environment-label": { enforcementLevel: "remediate" },
    });
  });

  it("tells the engine the schema of just what a rule reads", () => {
    const schema = configSchema(ruleNamed("container-port"));
    assert.deepEqual(schema, {
      properties: {
        port: {
          type: "number",
          minimum: 0,
          default: 8000,
          description: "Port that the container listens on.",
        },
      },
    });
    assert.equal(configSchema(ruleNamed("traffic-total")), undefined);
  });

  it("puts a rule's own values over the defaults, and refuses those it does not read", () => {
    const rule = ruleNamed("container-port");
    assert.equal(configuredInvariants(rule, { port: 3000 }).port, 3000);
    assert.equal(configuredInvariants(rule, {}), defaultInvariants);
    assert.throws(() => configuredInvariants(rule, { prot: 3000 }), /Unrecognized key/);
    assert.throws(() => configuredInvariants(rule, { port: "3000" }), /expected number/);
  });
});

describe("the pack's files", () => {
  it("start it by one line, which every language host can run", () => {
    assert.equal(readFileSync(join(PACK, "index.js"), "utf8"), 'import "./pack.ts";\n');
    const manifest = JSON.parse(readFileSync(join(PACK, "package.json"), "utf8"));
    assert.deepEqual([manifest.type, manifest.main], ["module", "index.js"]);
    assert.match(
      readFileSync(join(PACK, "PulumiPolicy.yaml"), "utf8"),
      /^main: index\.js\nruntime: nodejs$/m,
    );
  });

  it("state rules of one shape: ids of their own, a page of Google's or Pulumi's, sentences", () => {
    assert.equal(new Set(rules.map(({ id }) => id)).size, rules.length);
    assert.ok(rules.length >= 30);
    for (const { id, source, what, why, fix, types } of rules) {
      assert.match(id, /^[a-z]+(-[a-z]+)*$/);
      assert.match(source, /^https:\/\/(cloud\.google\.com|www\.pulumi\.com)\//, id);
      assert.match(what, /^[A-Z].*\.$/s, id);
      assert.match(why, /^[A-Z0-9].*\.$/s, id);
      assert.ok(fix.length > 0 && types.length > 0, id);
    }
  });
});
