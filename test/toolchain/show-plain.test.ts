import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { showPlain } from "../../toolchain/show-plain.ts";

describe("steps in plain lines", () => {
  let text: string;
  const out = {
    write(more: string) {
      text += more;
    },
  };
  beforeEach(() => {
    text = "";
  });
  const lines = () =>
    text
      .replaceAll(/\d+\.\d s/g, "N s")
      .trimEnd()
      .split("\n");

  it("show title, progress and end", async () => {
    const value = await showPlain(out)("Redis", async (report) => {
      report("installing");
      return 7;
    });
    assert.equal(value, 7);
    assert.deepEqual(lines(), ["- Redis ...", "    installing", "✓ Redis (N s)"]);
  });

  it("show that a quiet step is still at it", async () => {
    await showPlain(out, 0.05)("Redis", () => pause(80));
    assert.deepEqual(lines(), ["- Redis ...", "    still at it (N s)", "✓ Redis (N s)"]);
  });

  it("show a failed step and pass its error on", async () => {
    const failed = showPlain(out)("Redis", async () => {
      throw new Error("no network");
    });
    await assert.rejects(failed, /no network/);
    assert.deepEqual(lines(), ["- Redis ...", "✗ Redis (N s)"]);
  });
});
