import assert from "node:assert/strict";
import picocolors from "picocolors";
import { costText } from "../../cli/print/cost-text.ts";
import { dressRehearsalText } from "../../cli/print/dress-rehearsal-text.ts";
import { imageText } from "../../cli/print/image-text.ts";
import type { ImageReport } from "../../preview/image/image-report.ts";

const plain = picocolors.createColors(false);
const MEBIBYTE = 2 ** 20;

describe("what stage cost prints", () => {
  it("is the range, the lines of the expected bill, what it rests on, and what a claim would take", () => {
    const text = costText(
      {
        name: "netra",
        totalUsd: { low: 1, expected: 2.5, high: 4 },
        paidSeconds: { low: 1, expected: 2, high: 3 },
        lines: [{ what: "CPU, while serving", quantity: 104_166.7, unit: "vCPU-s", usd: 2.5 }],
        assumptions: ["100 requests a month"],
        claimed: {
          monthlyUsd: 205,
          explanations: [{ billing: "request-based", meanInstances: 3.089 }],
        },
      },
      plain,
    );
    assert.deepEqual(text.split("\n"), [
      "netra costs $2.50 a month, $1.00 to $4.00",
      "                      paid for          USD",
      "  CPU, while serving  104,167   vCPU-s  2.50",
      "  100 requests a month",
      "  $205.00 would be 3.09 instances busy all month long under request-based billing",
    ]);
  });
});

describe("what stage image prints", () => {
  const report: ImageReport = {
    reference: "netra@sha256:1",
    totalBytes: 131 * MEBIBYTE,
    baseBytes: 128 * MEBIBYTE,
    wastedBytes: 2 * MEBIBYTE,
    layers: [
      { diffId: "sha256:a", createdBy: "", sizeBytes: 128 * MEBIBYTE, isBase: true },
      { diffId: "sha256:b", createdBy: "COPY dist ./", sizeBytes: 3 * MEBIBYTE, isBase: false },
    ],
    wasted: [{ path: "tmp/x", by: "removed", wastedBytes: 2 * MEBIBYTE }],
    largest: [{ path: "app/main.mjs", sizeBytes: 3 * MEBIBYTE, createdBy: "COPY dist ./" }],
  };

  it("is size and budget, the layers, what is wasted and what is largest", () => {
    assert.deepEqual(imageText(report, undefined, 150, plain).split("\n"), [
      "netra@sha256:1",
      "  131.0 MiB: 128.0 MiB of its base, 3.0 MiB added, budget 150 MiB",
      "  layer            made by",
      "  128.0 MiB  base  (not recorded)",
      "  3.0 MiB          COPY dist ./",
      "  2.0 MiB wasted on files that a later layer replaces",
      "  wasted            file",
      "  2.0 MiB  removed  tmp/x",
      "  largest  file          made by",
      "  3.0 MiB  app/main.mjs  COPY dist ./",
    ]);
  });

  it("says that all counts as added where the base is not to be had, and what changed against another", () => {
    const summary = { totalBytes: 131 * MEBIBYTE, baseBytes: undefined, wastedBytes: 0 };
    const difference = {
      before: { ...summary, reference: "netra@sha256:0", totalBytes: 132 * MEBIBYTE },
      after: { ...summary, reference: "netra@sha256:1" },
      layers: [{ createdBy: "COPY dist ./", beforeBytes: 4 * MEBIBYTE, afterBytes: 3 * MEBIBYTE }],
    };
    const text = imageText({ ...report, baseBytes: undefined }, difference, undefined, plain);
    assert.match(text, /its base is not in this Docker engine, so all of it counts as added$/m);
    assert.match(text, /against netra@sha256:0: 132\.0 MiB → 131\.0 MiB \(−1\.0 MiB\)/);
    assert.match(text, /4\.0 MiB {2}3\.0 MiB {2}COPY dist/);
  });
});

describe("what stage dress-rehearsal prints", () => {
  it("is a row per step, and of one that was not tried that it was not", () => {
    const result = {
      deployed: { passed: true, seconds: 8.5, note: "netra-1" },
      validated: { passed: false, seconds: 3, note: "NOT READY" },
    };
    assert.deepEqual(dressRehearsalText(result, plain).split("\n"), [
      "  rehearsed               took",
      "  deployed     yes        8.5 s  netra-1",
      "  validated    no         3.0 s  NOT READY",
      "  rolled back  not tried",
    ]);
  });
});
