import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Engine } from "../../cli/engine/engine.ts";
import { runEngine } from "../../cli/engine/run-engine.ts";

/** Empties the file of its events, as the engine does, and writes some that tell by whom they are. */
const ENGINE = `#!/usr/bin/env node
const { openSync, writeSync } = require("node:fs");
const file = openSync(process.argv[process.argv.indexOf("--event-log") + 1], "w");
let sequence = 0;
const timer = setInterval(() => {
  sequence += 1;
  const diagnosticEvent = { message: process.env.WHO, severity: "info" };
  writeSync(file, JSON.stringify({ sequence, timestamp: 1, diagnosticEvent }) + "\\n");
  if (sequence === 20) clearInterval(timer);
}, 5);
`;

describe("an engine's run", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "run-engine-"));
    writeFileSync(join(folder, "engine"), ENGINE, { mode: 0o700 });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  async function run(who: string, more: Partial<Engine> = {}): Promise<string[]> {
    const seen: string[] = [];
    const eventLogFile = join(folder, "events.jsonl");
    const engine = {
      binary: join(folder, "engine"),
      cwd: folder,
      stack: "s",
      env: { WHO: who },
      eventLogFile,
      ...more,
    };
    const { signal } = new AbortController();
    const interrupt = { signal, onFurther: () => () => undefined, release: () => undefined };
    const { failure } = await runEngine(engine, "preview", {
      ...{ interrupt, onProgress: () => undefined },
      onEvent: ({ sequence, diagnosticEvent }) => seen.push(`${diagnosticEvent?.message}${sequence}`),
    });
    assert.equal(failure, undefined);
    return seen;
  }

  const all = (who: string) => Array.from({ length: 20 }, (_, index) => `${who}${index + 1}`);

  it("has its own events only, whoever else runs in the same checkout", async () => {
    const [preview, up] = await Promise.all([run("preview"), run("up")]);
    assert.deepEqual(preview, all("preview"));
    assert.deepEqual(up, all("up"));
  });

  it("leaves the log of the last run, whole and for its owner only", async () => {
    await Promise.all([run("one"), run("two")]);
    await run("last");
    assert.deepEqual(await run("passing", { forgetsEvents: true }), all("passing"));
    assert.deepEqual(readdirSync(folder).sort(), ["engine", "events.jsonl"]);
    const lines = readFileSync(join(folder, "events.jsonl"), "utf8").trim().split("\n");
    assert.deepEqual(
      lines.map((line) => JSON.parse(line).diagnosticEvent.message),
      Array.from({ length: 20 }, () => "last"),
    );
    assert.equal(statSync(join(folder, "events.jsonl")).mode & 0o777, 0o600);
  });
});
