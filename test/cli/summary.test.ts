import assert from "node:assert/strict";
import colors from "picocolors";
import type { ServiceResult, UpResult } from "../../cli/deploy/up-result.ts";
import { durationInWords, sizeInWords } from "../../cli/print/duration.ts";
import { summaryText } from "../../cli/print/summary.ts";

const plain = colors.createColors(false);

const service: ServiceResult = {
  key: "backend",
  name: "netra-backend-staging",
  url: "http://127.0.0.1:22926",
  revision: "netra-backend-staging-923c750d92",
  newRevision: true,
  image: {
    reference: `127.0.0.1:1/p/r/i@sha256:${"a".repeat(64)}`,
    digest: `sha256:${"a".repeat(64)}`,
    sizeBytes: 137_329_998,
    base: "stage.local/stand-in/node:24-busybox",
    standsInFor: "node:24-alpine",
  },
  limits: {
    cpu: "1",
    memory: "512Mi",
    concurrency: 1000,
    timeoutSeconds: 300,
    minInstances: 0,
    maxInstances: 10,
  },
  traffic: [{ revision: "netra-backend-staging-923c750d92", percent: 100, followsLatest: true }],
  health: { url: "http://127.0.0.1:22926/health", status: 200, seconds: 0.035 },
  validation: {
    verdict: "READY",
    summary: "READY (rehearsal): 31 of 31 needed checks passed",
    blocking: [],
    warnings: [{ check: "rollback-readiness", reason: "the way back is closed" }],
  },
};

const result: UpResult = {
  environment: "rehearsal",
  project: "netra-staging",
  region: "us-central1",
  changes: { create: 19 },
  services: [service],
  steps: [
    { title: "Local Google Cloud", seconds: 0.02 },
    { title: "Build, push and deploy", seconds: 5.71 },
  ],
  totalSeconds: 6.1,
};

describe("summary of an up", () => {
  it("tells people what is live, where, how big, with which limits, and how long it took", () => {
    assert.equal(
      summaryText(result, plain),
      `
netra-backend-staging is live (rehearsal on this machine of netra-staging/us-central1)
  revision   netra-backend-staging-923c750d92 (new)
  image      sha256:${"a".repeat(64)}
  size       137 MB, on stage.local/stand-in/node:24-busybox, a stand-in for node:24-alpine
  limits     1 CPU, 512Mi, 1000 requests at a time, 300 s
  instances  0 to 10
  traffic    100 % to netra-backend-staging-923c750d92
  health     http://127.0.0.1:22926/health answered 200 in 35 ms
  verdict    READY (rehearsal): 31 of 31 needed checks passed, 1 warning
  address    http://127.0.0.1:22926

Local Google Cloud 0.0 s · Build, push and deploy 5.7 s · in all 6.1 s`,
    );
  });

  it("does not call real staging a rehearsal, nor a real base a stand-in", () => {
    const image = { ...service.image, base: "node:24-alpine", standsInFor: null };
    const real = {
      ...result,
      environment: "staging" as const,
      services: [{ ...service, image, validation: null }],
    };
    const text = summaryText(real, plain);
    assert.doesNotMatch(text, /rehears|stand-in/);
    assert.match(text, /is live \(netra-staging\/us-central1\)/);
    assert.match(text, /size +137 MB, on node:24-alpine$/m);
    assert.match(text, /verdict +not validated$/m);
  });

  it("says why health was not asked, what is not known, and where tags are reached", () => {
    const odd: ServiceResult = {
      ...service,
      newRevision: false,
      image: { ...service.image, sizeBytes: null },
      health: null,
      healthSkipped: "the service is not public (publicAccess: false)",
      traffic: [
        { revision: "b", percent: 10, followsLatest: false, tag: "canary", uri: "http://127.0.0.1:2" },
        { revision: "a", percent: 90, followsLatest: false },
      ],
    };
    const text = summaryText({ ...result, services: [odd] }, plain);
    assert.match(text, /923c750d92 \(unchanged\)/);
    assert.match(text, /size +not known here/);
    assert.match(text, /traffic +10 % to b \(tag canary: http:\/\/127\.0\.0\.1:2\), 90 % to a/);
    assert.match(text, /health +not asked: the service is not public/);
  });

  for (const [seconds, words] of [
    [4.4, "4 s"],
    [75, "1 min"],
    [7200, "2 h"],
    [12_000, "3 h 20 min"],
    [200_000, "2 d"],
  ] as const) {
    it(`says ${words} for ${seconds} s`, () => assert.equal(durationInWords(seconds), words));
  }

  it("says sizes in megabytes of a million bytes", () => {
    assert.deepEqual([sizeInWords(137_329_998), sizeInWords(4_650_000)], ["137 MB", "4.7 MB"]);
  });
});
