import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const MODULE = import.meta.resolve("../../components/deferred-modules.ts");

describe("the SDK's modules that the program does not use", () => {
  it("are not loaded with the SDK's index", async () => {
    const loaded = await inProcessOfItsOwn(`
      await import("@pulumi/pulumi");
      const { isProxy } = (await import("node:util")).types;
      const names = ["@npmcli/arborist", "normalize-package-data", "typescript", "./automation/index.js"];
      return names.filter((name) => !isProxy(require.cache[require.resolve(name)].exports));
    `);
    assert.deepEqual(loaded, []);
  });

  it("load when something is asked of them, and are themselves", async () => {
    const answers = await inProcessOfItsOwn(`
      const pulumi = await import("@pulumi/pulumi");
      const { text } = await pulumi.runtime.serializeFunction(() => 42);
      return {
        automation: typeof pulumi.automation.LocalWorkspace.createStack,
        serialised: text.includes("return 42") || text.includes("=> 42"),
        typescript: require("typescript").version === require("typescript/package.json").version,
        normalize: typeof require("normalize-package-data").default,
        arborist: "Arborist" in require("@npmcli/arborist"),
      };
    `);
    assert.deepEqual(answers, {
      automation: "function",
      serialised: true,
      typescript: true,
      normalize: "function",
      arborist: true,
    });
  });

  it("stay as they are when they were loaded before", async () => {
    const same = await inProcessOfItsOwn(
      'return require("typescript") === before;',
      'const before = require("typescript");',
    );
    assert.equal(same, true);
  });
});

/** Modules are loaded once per process, and other tests have loaded the SDK in this one. */
async function inProcessOfItsOwn(body: string, before = ""): Promise<unknown> {
  const script = `
    import { createRequire } from "node:module";
    import { deferUnusedModules } from ${JSON.stringify(MODULE)};
    const require = createRequire(import.meta.resolve("@pulumi/pulumi"));
    ${before}
    deferUnusedModules();
    const result = await (async () => { ${body} })();
    process.stdout.write(JSON.stringify(result));
  `;
  const args = ["--input-type=module", "--eval", script];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: import.meta.dirname });
  return JSON.parse(stdout);
}
