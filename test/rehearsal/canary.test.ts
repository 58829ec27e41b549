import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import type { UpResult } from "../../cli/deploy/up-result.ts";
import type { CanaryResult } from "../../cli/print/canary-text.ts";
import type { ServiceStatus } from "../../release/status.ts";
import { createScratchProject, type ScratchProject } from "./scratch-project.ts";

const SETTINGS = "Pulumi.staging.yaml";
/**
 * Seconds for minutes, and few requests: a margin that some fifty without an error decide, and patience where a slow machine has not
 * had as many. That log lines alone decide is left to the unit tests.
 */
const CANARY = `      canary:
        steps: [20, 50, 100]
        intervalMinutes: 0.1
        patienceIntervals: 2
        minimumRequests: 30
        errorMarginPercent: 10
        latencyRatio: 100
        newErrorLines: 100000
      traffic:
`;

describe("a canary on real containers", () => {
  let project: ScratchProject;
  let url: string;
  let stable: string;
  let edits = 0;

  before(async () => {
    project = createScratchProject();
    project.edit(SETTINGS, (text) => text.replace("      traffic:\n", CANARY));
    const { services } = await project.stageJson<UpResult>(["up", "--rehearsal"]);
    assert.ok(services[0]);
    ({ url, revision: stable } = services[0]);
  });
  after(() => project.remove());

  /** Another greeting, and with it another revision. */
  function edit() {
    project.edit("backend/src/http/health-routes.ts", (text) =>
      text.replace(/message: "Welcome[^"]*" \}\)/, `message: "Welcome ${++edits}" })`),
    );
  }

  const canary = (...args: string[]) => project.stage(["canary", "--rehearsal", ...args]);

  async function status() {
    const { services } = await project.stageJson<{ services: ServiceStatus[] }>(["status", "--rehearsal"]);
    assert.ok(services[0]);
    const { revisions, pin } = services[0];
    const serving = revisions.filter(({ percent }) => percent > 0);
    const shares = Object.fromEntries(serving.map(({ name, percent }) => [name, percent]));
    return { shares, pin, newest: revisions[0]?.name ?? "" };
  }

  /** Asks the service all the time while something is going on. */
  async function underLoad<T>(work: () => Promise<T>): Promise<T> {
    const ended = new AbortController();
    const load = (async () => {
      while (!ended.signal.aborted) {
        await Promise.all(Array.from({ length: 5 }, async () => (await fetch(url)).arrayBuffer()));
        await setTimeout(20);
      }
    })();
    try {
      return await work();
    } finally {
      ended.abort();
      await load;
    }
  }

  it("takes a revision that fails back before it gets a second step, and pins what served before", async () => {
    project.edit(SETTINGS, (text) =>
      text.replace(
        "        LOG_LEVEL: info\n",
        '        LOG_LEVEL: info\n        FAULT_ERROR_PERCENT: "40"\n',
      ),
    );
    const { exitCode, stderr } = await underLoad(() => canary());
    assert.equal(exitCode, 8, stderr);
    assert.match(
      stderr,
      /failed at 20 % and was taken back: all traffic is on \S+, and pinned there\. \[canary-failed\]/,
    );
    assert.match(stderr, /\| errors FAIL: 5xx \d+ of \d+ \([\d.]+ %\) against 0 of \d+ \(0\.00 %\)/);
    const { shares, pin, newest } = await status();
    assert.deepEqual(shares, { [stable]: 100 });
    assert.deepEqual([pin?.revision, pin?.from], [stable, newest]);
    assert.match(pin?.reason ?? "", /^canary failed at 20 %: errors FAIL/);
  });

  it("leaves the pin alone unless it is told to release it", async () => {
    const { exitCode, stderr } = await canary();
    assert.equal(exitCode, 2);
    assert.match(stderr, /\[canary-pinned\]/);
  });

  it("gives a good revision everything, also when it is killed on the way and run again", async () => {
    project.edit(SETTINGS, (text) => text.replace('        FAULT_ERROR_PERCENT: "40"\n', ""));
    edit();
    const result = await underLoad(async () => {
      const killed = project.start(["canary", "--rehearsal", "--release-pin"]);
      await killed.seen("- Watch the canary");
      killed.process.kill("SIGKILL");
      await killed.ended;
      return project.stageJson<CanaryResult>(["canary", "--rehearsal"]);
    });
    assert.deepEqual(
      [result.outcome, result.steps.map(({ percent, analysis }) => [percent, analysis?.verdict])],
      [
        "promoted",
        [
          [20, "PASS"],
          [50, "PASS"],
        ],
      ],
    );
    assert.deepEqual((await status()).shares, { [result.revision ?? ""]: 100 });
    const { resources } = await project.stageJson<{ resources: unknown[] }>(["preview", "--rehearsal"]);
    assert.deepEqual(resources, []);
    stable = result.revision ?? "";
  });

  it("holds where nobody asks the service, through another deployment too, and goes on at a person's word", async () => {
    edit();
    const held = await canary();
    assert.equal(held.exitCode, 9, held.stderr);
    assert.match(
      held.stderr,
      /is held at 20 %, and the numbers do not decide whether it may go on\. \[canary-held\]/,
    );
    const { newest, shares } = await status();
    assert.deepEqual(shares, { [stable]: 80, [newest]: 20 });
    edit();
    await project.stageJson(["up", "--rehearsal"]);
    assert.deepEqual((await status()).shares, { [stable]: 80, [newest]: 20 });
    assert.equal((await canary("--continue")).exitCode, 9);
    assert.deepEqual((await status()).shares, { [newest]: 50, [stable]: 50 });
  });

  it("ends with a rollback, which goes to what served before it", async () => {
    const { exitCode, stderr } = await project.stage(["rollback", "--rehearsal", "--yes"]);
    assert.equal(exitCode, 0, stderr);
    assert.deepEqual((await status()).shares, { [stable]: 100 });
    const { exitCode: none } = await canary("--continue");
    assert.equal(none, 2);
  });
});
