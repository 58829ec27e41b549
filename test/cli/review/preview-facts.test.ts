import assert from "node:assert/strict";
import { previewFacts } from "../../../cli/review/preview-facts.ts";
import type { Review } from "../../../cli/review/review.ts";
import { Fault } from "../../../faults/fault.ts";
import { PLANTED } from "../../preview/planted-secrets.ts";
import { recordedEvents } from "../../preview/recorded-streams.ts";

const REVIEW: Review = {
  job: undefined,
  markdown: true,
  outFile: undefined,
  rehearsal: undefined,
  drift: undefined,
};
const ENDED = { stack: "staging", environment: "staging", settings: undefined } as const;

describe("the facts of a preview that failed", () => {
  const engineFailed = new Fault({
    code: "engine-failed",
    outcome: "cloud",
    summary: "pulumi preview failed.",
  });

  it("are the engine's own words where it said why", () => {
    const ended = { ...ENDED, events: recordedEvents("provider-error"), failure: engineFailed };
    const { preview } = previewFacts(ended, REVIEW);
    assert.equal(preview.errors.length, 1);
    assert.match(preview.errors[0]?.message ?? "", /has a problem: expected ingress/);
  });

  it("are the policies where these refused", () => {
    const failure = new Fault({
      code: "policy-violated",
      outcome: "policy",
      summary: "The policies refuse.",
    });
    const { preview } = previewFacts({ ...ENDED, events: recordedEvents("policy-failure"), failure }, REVIEW);
    assert.deepEqual(preview.errors, []);
  });

  it("are the fault where the engine did not come to run, without what looks like a secret", () => {
    const failure = new Fault({
      code: "settings-invalid",
      outcome: "usage",
      summary: "1 setting is wrong",
      findings: [{ path: "services.backend.port", expected: "a port", actual: PLANTED.token }],
    });
    const { preview } = previewFacts({ ...ENDED, events: [], failure }, REVIEW);
    assert.deepEqual(preview.errors, [
      {
        message:
          "1 setting is wrong [settings-invalid]\n  services.backend.port: expected a port; found [secret]",
      },
    ]);
  });
});
