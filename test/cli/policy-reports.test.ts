import assert from "node:assert/strict";
import { engineArguments } from "../../cli/engine/engine.ts";
import { engineFault } from "../../cli/engine/engine-fault.ts";
import { policyReports } from "../../cli/engine/policy-report.ts";
import { emptyRunRecord, type RunRecord, recordEvent } from "../../cli/engine/run-record.ts";
import { policyLines } from "../../cli/print/policy-lines.ts";
import { evaluate } from "../../policies/evaluate.ts";
import { messageOf } from "../../policies/message.ts";
import { UNKNOWN } from "../../policies/resource/property.ts";
import { SERVICE } from "../../policies/resource/types.ts";
import { declaredStack } from "../policies/declared-stack.ts";
import type { EditableStack } from "../policies/editable-stack.ts";

/** A run in which the engine passed on what the rules say of the declared stack, bent. */
async function runOver(bend: (stack: EditableStack) => void): Promise<RunRecord> {
  const stack = await declaredStack();
  bend(stack);
  const record = emptyRunRecord();
  for (const finding of evaluate(stack.resources)) {
    const text = messageOf(finding);
    const violated = finding.outcome === "violated";
    record.policyViolations.push({
      policy: finding.rule.id,
      urn: finding.resource.urn,
      message: violated ? `${finding.rule.what}\n${text}` : text,
      mandatory: violated,
    });
  }
  return record;
}

const tooLarge = (stack: EditableStack) =>
  stack.set(SERVICE, "template.containers[0].resources.limits.memory", "768Mi");

describe("what policies say in an engine run", () => {
  it("becomes a fault with each violation as a finding, why and fix below, and exit code 3", async () => {
    const fault = engineFault("preview", { exitCode: 255 }, await runOver(tooLarge));
    assert.deepEqual(
      [fault.code, fault.exitCode, fault.message],
      ["policy-violated", 3, "The policies refuse this preview: 1 violation."],
    );
    assert.deepEqual(fault.findings, [
      {
        path: "[memory-limit] backend: template.containers[0].resources.limits.memory",
        expected: "512 MiB, such as 512Mi",
        actual: "768Mi",
      },
    ]);
    assert.deepEqual(fault.evidence, [
      "[memory-limit] why: 4Gi once ran where 512Mi was declared, at eight times the price, and a report took it for normal.",
      "[memory-limit] fix: services.<key>.memoryMiB",
    ]);
  });

  it("is read back as it was written, for every rule that a broken stack trips", async () => {
    const stack = await declaredStack();
    stack.set(SERVICE, "template", { containers: [{ image: "nginx" }] });
    const findings = evaluate(stack.resources).filter(({ outcome }) => outcome === "violated");
    const record = await runOver((bent) =>
      bent.set(SERVICE, "template", { containers: [{ image: "nginx" }] }),
    );
    const reports = policyReports(record).violations;
    assert.ok(findings.length > 15);
    assert.deepEqual(
      reports.map(({ rule, found, allowed, why, fix }) => ({ rule, found, allowed, why, fix })),
      findings.map(({ rule: { id, why, fix }, found, allowed }) => ({ rule: id, found, allowed, why, fix })),
    );
  });

  it("names what is deferred to the update, by reason", async () => {
    const record = await runOver((stack) => stack.set(SERVICE, "template.containers[0].image", UNKNOWN));
    assert.deepEqual(policyLines(policyReports(record)), [
      "policies deferred, not passed: not known yet; the update checks it, and stops at a violation",
      "    [foreign-environment] backend: template.containers[0].image",
      "    [pinned-digest] backend: template.containers[0].image",
      "    [allowed-registry] backend: template.containers[0].image",
    ]);
  });

  it("shows advice and fixes as lines, and takes them for no failure", async () => {
    const record = await runOver(tooLarge);
    const [violation] = record.policyViolations;
    assert.ok(violation?.urn);
    violation.mandatory = false;
    recordEvent(record, {
      sequence: 1,
      timestamp: 0,
      policyRemediationEvent: { policyName: "required-labels", resourceUrn: violation.urn },
    } as Parameters<typeof recordEvent>[1]);
    assert.deepEqual(policyLines(policyReports(record)), [
      "fixed by policy: [required-labels] backend",
      "warning: [memory-limit] backend: template.containers[0].resources.limits.memory: expected 512 MiB, such as 512Mi; found 768Mi; fix: services.<key>.memoryMiB",
    ]);
    assert.equal(engineFault("up", { exitCode: 255 }, record).code, "engine-failed");
  });

  it("of another pack is passed on whole", () => {
    const record = emptyRunRecord();
    record.policyViolations.push({
      policy: "no-friday",
      message: "No deployment on Fridays.",
      mandatory: true,
    });
    const { findings } = engineFault("up", { exitCode: 255 }, record);
    assert.deepEqual(findings, [
      {
        path: "[no-friday] the stack",
        expected: "what the policy allows",
        actual: "No deployment on Fridays.",
      },
    ]);
  });
});

describe("the pack on the engine's command line", () => {
  const engine = {
    binary: "pulumi",
    cwd: "/project",
    stack: "staging",
    env: {},
    eventLogFile: "/project/events.jsonl",
    policies: { pack: "/project/policies/serve.mjs", configFile: "/project/policies.json" },
  };
  const flags = [
    "--policy-pack",
    "/project/policies/serve.mjs",
    "--policy-pack-config",
    "/project/policies.json",
  ];

  it("is there for previews and updates, and for nothing that only reads or destroys", () => {
    for (const operation of ["preview", "up"] as const)
      assert.deepEqual(engineArguments(engine, operation).slice(-4), flags);
    for (const operation of ["refresh", "destroy"] as const)
      assert.ok(!engineArguments(engine, operation).includes("--policy-pack"));
  });
});
