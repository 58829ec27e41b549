import assert from "node:assert/strict";
import { smallCapacity } from "../../../docs/generate/small-capacity.ts";
import { type BillLine, runBill } from "../../../preview/cost/bill.ts";
import type { Capacity } from "../../../preview/cost/capacity.ts";
import { databaseLine } from "../../../preview/cost/database-share.ts";
import { pricesOf } from "../../../preview/cost/prices-of.ts";

const prices = pricesOf("us-central1");

/** A month is 730 h × 3600 s = 2,628,000 s. */
describe("the bill of a month, against arithmetic done by hand", () => {
  it("one instance busy all month, a million requests, no free tier: $66.757", () => {
    const lines = runBill(
      smallCapacity,
      { paidSeconds: 2_628_000, requests: 1_000_000, freeTierShare: 0 },
      prices,
    );
    assertLines(lines, [
      ["CPU, while serving", 63.072], // 2,628,000 s × 1 vCPU × $0.000024
      ["memory, while serving", 3.285], // 2,628,000 s × 0.5 GiB = 1,314,000 GiB-s × $0.0000025
      ["requests", 0.4], // 1 million × $0.40
    ]);
  });

  it("100,000 busy seconds and 3 million requests under the whole free tier: $0.40", () => {
    const lines = runBill(
      smallCapacity,
      { paidSeconds: 100_000, requests: 3_000_000, freeTierShare: 1 },
      prices,
    );
    assertLines(lines, [
      ["CPU, while serving", 0], // 100,000 vCPU-s of 180,000 free
      ["memory, while serving", 0], // 50,000 GiB-s of 360,000 free
      ["requests", 0.4], // 3 − 2 million free = 1 million × $0.40
    ]);
  });

  it("one minimum instance that serves for 10 hours: $10.629", () => {
    const billable = { paidSeconds: 36_000, requests: 0, freeTierShare: 0 };
    assertLines(runBill({ ...smallCapacity, minInstances: 1 }, billable, prices), [
      ["CPU, while serving", 0.864], // 36,000 × $0.000024
      ["memory, while serving", 0.045], // 18,000 × $0.0000025
      ["CPU, minimum instances, idle", 6.48], // (2,628,000 − 36,000) = 2,592,000 × $0.0000025
      ["memory, minimum instances, idle", 3.24], // 1,296,000 × $0.0000025
      ["requests", 0],
    ]);
  });

  it("4 CPUs and 4 GiB always on, the drift that a report took for normal: $210.24 an instance", () => {
    const drifted: Capacity = { ...smallCapacity, cpu: 4, memoryGiB: 4, billing: "instance-based" };
    assertLines(runBill(drifted, { paidSeconds: 2_628_000, requests: 9_000_000, freeTierShare: 0 }, prices), [
      ["CPU, instances", 189.216], // 10,512,000 vCPU-s × $0.000018
      ["memory, instances", 21.024], // 10,512,000 GiB-s × $0.000002; requests cost nothing
    ]);
  });

  it("one instance always on, its own free tier taken off: $44.712", () => {
    const alwaysOn: Capacity = { ...smallCapacity, billing: "instance-based" };
    assertLines(runBill(alwaysOn, { paidSeconds: 2_628_000, requests: 0, freeTierShare: 1 }, prices), [
      ["CPU, instances", 42.984], // (2,628,000 − 240,000) = 2,388,000 × $0.000018
      ["memory, instances", 1.728], // (1,314,000 − 450,000) = 864,000 × $0.000002
    ]);
  });

  it("half of a Cloud SQL instance with 1 CPU, 3.75 GiB and 10 GiB of storage: $25.50575", () => {
    // 730 × $0.0413 = $30.149; 730 × 3.75 × $0.007 = $19.1625; 10 × $0.17 = $1.70; together $51.0115, half of it
    const line = databaseLine({ cpu: 1, memoryGiB: 3.75, storageGiB: 10, share: 0.5 }, prices);
    assert.ok(line);
    assertLines([line], [["Cloud SQL", 25.50575]]);
  });
});

describe("prices", () => {
  it("are refused for a region that has none, rather than guessed", () => {
    assert.throws(() => pricesOf("europe-north1"), {
      code: "prices-unknown",
      message: "There are no prices for europe-north1.",
    });
  });
});

function assertLines(lines: BillLine[], expected: [what: string, usd: number][]): void {
  assert.deepEqual(
    lines.map(({ what, usd }) => [what, Number(usd.toFixed(9))]),
    expected,
  );
}
