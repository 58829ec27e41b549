import assert from "node:assert/strict";
import type { CheckContext } from "../../../validation/check.ts";
import { declaredTraffic } from "../../../validation/checks/declared-traffic.ts";

const canary = { shares: { "web-b": 10, "web-a": 90 }, words: "ada@laptop runs a canary of web-b: 10 %" };

function judged(traffic: { revision: string; percent: number; tag?: string }[]) {
  const context = {
    settings: { traffic: { strategy: "latest" } },
    subject: { traffic, revision: { name: "web-b" }, canary },
    held: undefined,
  };
  return declaredTraffic.run(context as unknown as CheckContext);
}

describe("declared traffic while a canary is on", () => {
  it("is the canary's, not the strategy's, and the reason says so", async () => {
    const { verdict, reason } = await judged([
      { revision: "web-b", percent: 10, tag: "canary" },
      { revision: "web-a", percent: 90 },
    ]);
    assert.deepEqual(
      [verdict, reason],
      ["pass", "10 % to web-b (tag canary), 90 % to web-a: ada@laptop runs a canary of web-b: 10 %"],
    );
  });

  it("fails where it is neither", async () => {
    const { verdict, findings } = await judged([{ revision: "web-b", percent: 100 }]);
    assert.equal(verdict, "fail");
    assert.deepEqual(
      findings.map(({ path, expected, actual }) => [path, expected, actual]),
      [
        ["traffic.revisions.web-b", "10 %", "100 %"],
        ["traffic.revisions.web-a", "90 %", "0 %"],
      ],
    );
  });
});
