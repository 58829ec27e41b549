import assert from "node:assert/strict";
import { livenessPlan, startupPlan } from "../../rehearsal/revisions/startup-plan.ts";

describe("the startup probe", () => {
  it("is one TCP connection within 240 s where none is declared", () => {
    assert.deepEqual(startupPlan(undefined, 8000), {
      check: { kind: "tcp", port: 8000 },
      isDefault: true,
      initialDelaySeconds: 0,
      timeoutSeconds: 240,
      deadlineSeconds: 240,
    });
  });

  it("has periodSeconds times failureThreshold to pass", () => {
    const probe = {
      httpGet: { path: "/health", httpHeaders: [{ name: "a", value: "b" }] },
      ...{ periodSeconds: 2, failureThreshold: 30, timeoutSeconds: 1 },
    };
    assert.deepEqual(startupPlan(probe, 8000), {
      check: { kind: "http", port: 8000, path: "/health", headers: { a: "b" } },
      isDefault: false,
      initialDelaySeconds: 0,
      timeoutSeconds: 1,
      deadlineSeconds: 60,
    });
  });

  it("takes Cloud Run's defaults for what is left out: every 10 s, 3 times", () => {
    assert.equal(startupPlan({ tcpSocket: {} }, 8000).deadlineSeconds, 30);
  });
});

describe("the liveness probe", () => {
  it("is none unless it is HTTP", () => assert.equal(livenessPlan({ tcpSocket: {} }, 8000), undefined));
});
