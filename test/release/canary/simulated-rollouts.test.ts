import assert from "node:assert/strict";
import { type Score, score, scoreText } from "./score-canaries.ts";
import { simulateRollout } from "./simulate-rollout.ts";

const ROLLOUTS = 100;
const REQUESTS_PER_MINUTE = 5000;

describe("200 simulated rollouts with the default settings", () => {
  let like: Score;
  let bad: Score;

  before(async function () {
    this.timeout(60_000);
    const traffic = (b: number) => ({ requestsPerMinute: REQUESTS_PER_MINUTE, errorShare: { a: 0.001, b } });
    like = await score(
      { title: "0.1 % like the stable one", traffic: traffic(0.001), wrong: "failed" },
      ROLLOUTS,
      1,
    );
    bad = await score(
      { title: "5 % instead of 0.1 %", traffic: traffic(0.05), wrong: "promoted" },
      ROLLOUTS,
      1001,
    );
    console.log(scoreText([like, bad]));
  });

  it("promote the canaries with 0.1 % errors like the stable revision", () => {
    // A look at the end of a step that is as good fails it with less than 2.5 %, and of such looks there are at most 12.
    assert.ok(like.promoted >= ROLLOUTS * 0.95, `${like.promoted} promoted`);
  });

  it("take the canaries with 5 % errors back before they get more than the second step", () => {
    assert.equal(bad.promoted, 0);
    assert.ok(bad.failed >= ROLLOUTS * 0.95, `${bad.failed} failed`);
    assert.ok(bad.largestFailedShare <= 10, `${bad.largestFailedShare} %`);
  });

  it("are judged wrongly in 2.5 % of the cases at most, which is what an interval of 95 % allows on one side", () => {
    assert.ok((like.wrong + bad.wrong) / (2 * ROLLOUTS) <= 0.025, `${like.wrong + bad.wrong} wrong`);
  });

  it("hold the canary that hardly anybody asks for, at its first step", async () => {
    const { kind, largestShare } = await simulateRollout(
      { requestsPerMinute: 5, errorShare: { a: 0.001, b: 0.05 } },
      1,
    );
    assert.deepEqual([kind, largestShare], ["held", 1]);
  });
});
