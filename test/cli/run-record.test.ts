import assert from "node:assert/strict";
import type { EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation/events.js";
import { emptyRunRecord, plainText, recordEvent } from "../../cli/engine/run-record.ts";

const serviceUrn = "urn:pulumi:staging::netra-backend::gcp:cloudrunv2/service:Service::backend";

function step(overrides: Partial<StepEventMetadata> = {}): StepEventMetadata {
  return {
    op: "update",
    urn: serviceUrn,
    type: "gcp:cloudrunv2/service:Service",
    provider: "",
    ...overrides,
  };
}

function event(parts: Partial<EngineEvent>): EngineEvent {
  return { sequence: 1, timestamp: 1, ...parts };
}

describe("run record", () => {
  it("follows a resource from running to done, with the properties that changed", () => {
    const record = emptyRunRecord();
    const detailedDiff = { "template.revision": { diffKind: "update" as never, inputDiff: true } };
    const begun = recordEvent(record, event({ resourcePreEvent: { metadata: step({ detailedDiff }) } }));
    assert.deepEqual(begun, { text: "… update cloudrunv2.Service backend", passing: true });
    const ended = recordEvent(record, event({ resOutputsEvent: { metadata: step({ detailedDiff }) } }));
    assert.deepEqual(ended, { text: "✓ update cloudrunv2.Service backend", passing: false });
    const resource = record.resources.get(serviceUrn);
    assert.deepEqual([resource?.state, resource?.changes], ["done", { "template.revision": "update" }]);
  });

  it("marks a resource whose operation failed", () => {
    const record = emptyRunRecord();
    const line = recordEvent(record, event({ resOpFailedEvent: { metadata: step(), status: 0, steps: 1 } }));
    assert.equal(line?.text, "✗ update cloudrunv2.Service backend");
    assert.equal(record.resources.get(serviceUrn)?.state, "failed");
  });

  it("says nothing about resources that stay as they are", () => {
    const record = emptyRunRecord();
    const line = recordEvent(record, event({ resOutputsEvent: { metadata: step({ op: "same" as never }) } }));
    assert.equal(line, undefined);
    assert.equal(record.resources.get(serviceUrn)?.operation, "same");
  });

  it("takes the stack's outputs when the stack is done", () => {
    const record = emptyRunRecord();
    const urn = "urn:pulumi:staging::netra-backend::pulumi:pulumi:Stack::netra-backend-staging";
    const outputs = { services: { backend: { url: "http://127.0.0.1:1" } } };
    const metadata = step({
      urn,
      type: "pulumi:pulumi:Stack",
      new: { urn, type: "pulumi:pulumi:Stack", id: "", parent: "", provider: "", inputs: {}, outputs },
    });
    recordEvent(record, event({ resOutputsEvent: { metadata } }));
    assert.deepEqual(record.stackOutputs, outputs);
  });

  it("keeps errors with their resource, and leaves the engine's debug messages out", () => {
    const record = emptyRunRecord();
    const base = { urn: serviceUrn, color: "always" };
    const debug = { ...base, message: "Registering resource", severity: "debug" as never };
    assert.equal(recordEvent(record, event({ diagnosticEvent: debug })), undefined);
    const error = { ...base, message: "<{%fg 1%}>error: <{%reset%}>it failed\n", severity: "error" as const };
    const line = recordEvent(record, event({ diagnosticEvent: error }));
    assert.deepEqual(line, { text: "backend: error: it failed", passing: false });
    assert.deepEqual(record.errors, [{ urn: serviceUrn, message: "error: it failed" }]);
  });

  it("takes a status line of a plugin for passing", () => {
    const status = { urn: serviceUrn, color: "never", message: "Pushing 1 MB", severity: "info" as const };
    const line = recordEvent(emptyRunRecord(), event({ diagnosticEvent: { ...status, ephemeral: true } }));
    assert.deepEqual(line, { text: "backend: Pushing 1 MB", passing: true });
  });

  it("keeps what the summary counts, and which policies were violated", () => {
    const record = emptyRunRecord();
    recordEvent(
      record,
      event({
        policyEvent: {
          resourceUrn: serviceUrn,
          message: "memory is over 512Mi",
          color: "always",
          policyName: "memory-limit",
          policyPackName: "invariants",
          policyPackVersion: "1",
          policyPackVersionTag: "1",
          enforcementLevel: "mandatory",
        },
      }),
    );
    recordEvent(
      record,
      event({
        summaryEvent: {
          maybeCorrupt: false,
          durationSeconds: 1,
          resourceChanges: { update: 1, same: 8 },
          policyPacks: {},
        },
      }),
    );
    assert.deepEqual(record.changeCounts, { update: 1, same: 8 });
    assert.deepEqual(record.policyViolations, [
      { policy: "memory-limit", urn: serviceUrn, message: "memory is over 512Mi", mandatory: true },
    ]);
  });

  it("takes the engine's colour marks out of a message", () => {
    assert.equal(plainText("<{%bold%}><{%fg 13%}>Resources:<{%reset%}> "), "Resources:");
  });
});
