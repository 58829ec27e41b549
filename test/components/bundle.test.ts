import assert from "node:assert/strict";
import { mkdirSync, readFileSync, rmSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { bundleOnHost } from "../../components/bundle.ts";
import { Fault } from "../../faults/fault.ts";
import { projectFolder, writeInto } from "./project-folder.ts";

const SOURCES = {
  "backend/package.json": '{ "type": "module" }',
  "backend/src/main.ts":
    'import { greeting } from "./greeting.ts";\nconsole.log(greeting satisfies string);\n',
  "backend/src/greeting.ts": 'export const greeting: string = "hello";\n',
};
const bundle = { entryPoint: "src/main.ts", outFile: "dist/main.mjs" };

describe("bundleOnHost", () => {
  const folder = projectFolder(SOURCES);
  const elsewhere = projectFolder(SOURCES);
  const outFile = (root: string) => join(root, "backend", "dist", "main.mjs");
  const run = (root: string) => bundleOnHost({ projectFolder: root, context: "backend", bundle });

  it("makes one file of a program and its modules", async () => {
    assert.equal(await run(folder), true);
    assert.match(readFileSync(outFile(folder), "utf8"), /greeting = "hello"/);
  });

  it("makes the same file in another folder, with no path of the machine in it", async () => {
    await run(elsewhere);
    const text = readFileSync(outFile(elsewhere), "utf8");
    assert.equal(text, readFileSync(outFile(folder), "utf8"));
    assert.ok(!text.includes(elsewhere));
  });

  it("does nothing when nothing has changed", async () => {
    assert.equal(await run(folder), false);
  });

  it("leaves the file alone when the sources were only touched", async () => {
    const before = statSync(outFile(folder)).mtimeMs;
    utimesSync(join(folder, "backend/src/main.ts"), new Date(), new Date(Date.now() + 5000));
    assert.equal(await run(folder), true);
    assert.equal(statSync(outFile(folder)).mtimeMs, before);
  });

  it("makes it anew when a module changed, or the file is gone", async () => {
    writeInto(folder, "backend/src/greeting.ts", 'export const greeting: string = "good evening";\n');
    assert.equal(await run(folder), true);
    assert.match(readFileSync(outFile(folder), "utf8"), /good evening/);
    rmSync(outFile(folder));
    assert.equal(await run(folder), true);
    assert.match(readFileSync(outFile(folder), "utf8"), /good evening/);
  });

  it("makes one bundle for services that share a context, and ends with each of several contexts", async () => {
    const [shared, other, third] = [projectFolder(SOURCES), projectFolder(SOURCES), projectFolder(SOURCES)];
    const first = run(shared);
    assert.equal(run(shared), first);
    assert.deepEqual(await Promise.all([first, run(other), run(third)]), [true, true, true]);
    assert.equal(await run(shared), false);
  });

  it("names file and line of what cannot be bundled", async () => {
    const broken = projectFolderOf({ "backend/src/main.ts": 'import "./nowhere.ts";\n' });
    await assert.rejects(run(broken), (error) => {
      assert.ok(error instanceof Fault);
      assert.equal(error.code, "bundle-failed");
      assert.equal(error.message, "src/main.ts cannot be bundled");
      assert.deepEqual(error.evidence, [
        `${join(broken, "backend/src/main.ts")}:1:7: Could not resolve "./nowhere.ts"`,
      ]);
      return true;
    });
  });

  /** A folder inside of the first, which goes with it. */
  function projectFolderOf(files: Record<string, string>): string {
    const root = join(folder, "broken");
    mkdirSync(root);
    for (const [path, content] of Object.entries(files)) writeInto(root, path, content);
    return root;
  }
});
