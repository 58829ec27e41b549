import assert from "node:assert/strict";
import { showPlain } from "../../cli/print/plain-step.ts";

/** Collects what is written, with a clock that the work moves on. */
function terminal() {
  const lines: string[] = [];
  let time = 0;
  return {
    lines,
    write: (text: string) => lines.push(text.trimEnd()),
    now: () => time,
    pass(milliseconds: number) {
      time += milliseconds;
    },
  };
}

describe("a step in plain lines", () => {
  it("shows beginning, progress and end, under the title that it ended with", async () => {
    const out = terminal();
    const work = async ({
      progress,
      retitle,
    }: {
      progress(line: string): void;
      retitle(text: string): void;
    }) => {
      progress("pushed");
      out.pass(1500);
      retitle("Deployed");
      return 7;
    };
    assert.equal(await showPlain("Deploy", out, work, out.now), 7);
    assert.deepEqual(out.lines, ["- Deploy ...", "    pushed", "✓ Deployed (1.5 s)"]);
  });

  it("shows a passing line only after five quiet seconds", async () => {
    const out = terminal();
    await showPlain(
      "Push",
      out,
      async ({ passing }) => {
        for (let percent = 0; percent < 100; percent += 10) {
          passing(`${percent} %`);
          out.pass(1000);
        }
      },
      out.now,
    );
    assert.deepEqual(out.lines, ["- Push ...", "    50 %", "✓ Push (10.0 s)"]);
  });

  it("marks a failed step and passes its error on", async () => {
    const out = terminal();
    const failing = showPlain("Push", out, async () => Promise.reject(new Error("refused")), out.now);
    await assert.rejects(failing, { message: "refused" });
    assert.deepEqual(out.lines, ["- Push ...", "✗ Push (0.0 s)"]);
  });
});
