import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import type { CanaryContext } from "../../cli/canary/canary-context.ts";
import { validationOf } from "../../cli/canary/validation-command.ts";
import type { CanaryState } from "../../traffic/canary-state.ts";
import { CANARY_DEFAULTS } from "../release/canary/canary-defaults.ts";
import { CanaryWorld } from "../release/canary/canary-world.ts";

const state: CanaryState = {
  revision: "b",
  stable: { a: 100 },
  ...{ steps: [10, 100], step: 0, gates: [] },
  since: "2026-01-01T12:00:00Z",
  ...{ by: "ada@laptop", startedAt: "2026-01-01T12:00:00Z" },
};

/** Runs the command as the end of a step does; the canary's revision has an address of its own. */
async function validated(validationCommand: string | undefined, validationTimeoutSeconds = 60) {
  const world = new CanaryWorld({ sample: () => ({ requests: 0, errors: 0, latency: [] }) });
  const uri = "http://canary.example";
  world.change({ traffic: [{ revision: "b", percent: 10, followsLatest: false, tag: "canary", uri }] });
  const canary: Pick<CanaryContext, "verb" | "settings" | "tools"> = {
    verb: {
      project: { dir: tmpdir() },
      interrupt: { signal: new AbortController().signal },
    } as CanaryContext["verb"],
    settings: { ...CANARY_DEFAULTS, validationCommand, validationTimeoutSeconds },
    tools: world.tools as CanaryContext["tools"],
  };
  return validationOf(canary)?.(state);
}

describe("the validation command of a canary", () => {
  it("is none where the settings have none", async () => {
    assert.equal(await validated(undefined), undefined);
  });

  it("knows the canary's address, revision and share, and passes with exit code 0", async () => {
    assert.deepEqual(await validated("echo $CANARY_URL $CANARY_REVISION $CANARY_PERCENT"), {
      check: "validation",
      verdict: "PASS",
      evidence: "echo $CANARY_URL $CANARY_REVISION $CANARY_PERCENT ended with 0: http://canary.example b 10",
    });
  });

  it("fails with any other exit code, its last lines as evidence", async () => {
    assert.deepEqual(await validated("printf 'one\\ntwo\\nthree\\nfour\\n' >&2; exit 3"), {
      check: "validation",
      verdict: "FAIL",
      evidence: "printf 'one\\ntwo\\nthree\\nfour\\n' >&2; exit 3 ended with 3: two / three / four",
    });
  });

  it("fails where it does not end in time", async () => {
    const check = await validated("exec sleep 60", 1);
    assert.deepEqual([check?.verdict, check?.evidence], ["FAIL", "exec sleep 60 did not end within 1 s"]);
  });
});
