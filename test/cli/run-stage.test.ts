import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { listenForInterrupt } from "../../cli/interrupt.ts";
import { runStage } from "../../cli/run-stage.ts";

const SOURCES = resolve(import.meta.dirname, "../..");

/** Stands in for `stage`: says that it has begun, and ends as a command does that is interrupted. */
const PROGRAM = `
import { listenForInterrupt } from "${SOURCES}/cli/interrupt.ts";
import { formatError } from "${SOURCES}/faults/format.ts";
const { signal } = listenForInterrupt();
const idle = setInterval(() => {}, 1000);
signal.addEventListener("abort", () => {
  clearInterval(idle);
  process.stderr.write("- stopping what was started\\n");
  process.stderr.write(formatError(signal.reason) + "\\n");
  process.exitCode = 130;
});
process.stderr.write("- started\\n");
`;

describe("a command of ours in a process of its own", () => {
  let projectDir: string;
  let shown: string;
  let onText: (() => void) | undefined;
  const show = {
    write(text: string) {
      shown += text;
      onText?.();
    },
  };
  beforeEach(() => {
    projectDir = mkdtempSync(join(tmpdir(), "run-stage-"));
    mkdirSync(join(projectDir, "cli"));
    shown = "";
    onText = undefined;
  });
  afterEach(() => rmSync(projectDir, { recursive: true }));

  const program = (source: string) => writeFileSync(join(projectDir, "cli", "main.ts"), source);

  it("shows what it says, and gives what it printed and its exit code", async () => {
    program('process.stderr.write("- a step\\n"); console.log("{}"); process.exitCode = 5;');
    const { signal } = new AbortController();
    assert.deepEqual(await runStage(projectDir, [], { signal, show }), {
      exitCode: 5,
      stdout: "{}\n",
      stderr: "- a step\n",
    });
    assert.equal(shown, "- a step\n");
  });

  it("leaves it to its caller to say that it was interrupted, and shows what it says of stopping", async () => {
    program(PROGRAM);
    const interrupt = listenForInterrupt();
    try {
      onText = () => {
        if (!interrupt.signal.aborted) process.emit("SIGTERM");
      };
      const { exitCode, stderr } = await runStage(projectDir, [], { signal: interrupt.signal, show });
      assert.equal(exitCode, 130);
      assert.match(stderr, /Interrupted;/);
      assert.equal(shown, "- started\n- stopping what was started\n");
    } finally {
      interrupt.release();
    }
  });
});
