import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "../../rehearsal/store/index.ts";

const WRITER = join(import.meta.dirname, "endless-writer.ts");

describe("a store whose process is killed while it writes", () => {
  it("has every acknowledged transaction, and none by half", async () => {
    const folder = mkdtempSync(join(tmpdir(), "stage-killed-"));
    const path = join(folder, "cloud.sqlite");
    const acknowledged = await writeUntilKilled(path, 50);
    const store = openStore(path);
    const services = store.list<{ number: number }>("services").length;
    assert.ok(services >= acknowledged, `${services} kept, ${acknowledged} acknowledged`);
    assert.equal(store.list("revisions").length, services);
    store.close();
    rmSync(folder, { recursive: true });
  });
});

/** The last number that the writer acknowledged before it was killed. */
async function writeUntilKilled(path: string, least: number): Promise<number> {
  const writer = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", WRITER, path], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  for await (const chunk of writer.stdout) {
    output += chunk;
    if (output.split("\n").length > least) writer.kill("SIGKILL");
  }
  if (writer.exitCode === null && writer.signalCode === null) await once(writer, "exit");
  assert.equal(writer.signalCode, "SIGKILL");
  return Number(output.slice(0, output.lastIndexOf("\n")).split("\n").at(-1));
}
