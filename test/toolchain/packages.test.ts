import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { installPackages, PackagesNotInstalled, packagesAreCurrent } from "../../toolchain/packages.mjs";
import { FakeMachine } from "./fake-machine.ts";

interface Locked {
  packages: Record<
    string,
    { version?: string; link?: boolean; optionalDependencies?: Record<string, string> }
  >;
}

describe("npm packages", () => {
  let project: FakeMachine;
  beforeEach(() => {
    project = new FakeMachine();
    lock({ "": {}, "node_modules/a": { version: "1.0.0" } });
    installed({ "node_modules/a": { version: "1.0.0" } });
    project.write("node_modules/node/bin/node", "binary", 0o755);
  });
  afterEach(() => project.remove());

  const lock = (packages: object) => project.write("package-lock.json", JSON.stringify({ packages }));
  const installed = (packages: object) =>
    project.write("node_modules/.package-lock.json", JSON.stringify({ packages }));

  it("are current when what is installed is what is locked", () => {
    assert.equal(packagesAreCurrent(project.projectDir), true);
  });

  it("are current without the optional packages of other platforms", () => {
    lock({
      "node_modules/a": { version: "1.0.0" },
      "node_modules/a-win32": { version: "1.0.0", optional: true },
    });
    assert.equal(packagesAreCurrent(project.projectDir), true);
  });

  it("are not current when a version differs, a package is missing, or nothing is installed", () => {
    lock({ "node_modules/a": { version: "1.0.1" } });
    assert.equal(packagesAreCurrent(project.projectDir), false);
    lock({ "node_modules/a": { version: "1.0.0" }, "node_modules/b": { version: "1.0.0" } });
    assert.equal(packagesAreCurrent(project.projectDir), false);
    assert.equal(packagesAreCurrent(join(project.projectDir, "bin")), false);
  });

  it("are installed at the second attempt when the first one fails", async () => {
    const npm = project.write(
      "npm.mjs",
      `import { existsSync, writeFileSync } from "node:fs";
       if (existsSync("tried")) process.exit(0);
       writeFileSync("tried", "");
       process.exit(1);`,
    );
    const said: string[] = [];
    await installPackages(project.projectDir, {
      npm: { file: process.execPath, args: [npm] },
      say: (line) => said.push(line.replace(/\d+ s/, "N s")),
    });
    assert.ok(existsSync(join(project.projectDir, "tried")));
    assert.deepEqual(said, [
      "- npm packages: installing (npm ci) ...",
      "✗ npm packages: npm ci ended with 1 (N s)",
      "- npm packages: installing (npm ci), second attempt ...",
      "✓ npm packages: installed (N s)",
    ]);
  });

  it("are a failure that names the command and its last lines after two attempts", async () => {
    const npm = project.write("npm.mjs", "console.error('npm error network'); process.exit(3);");
    await assert.rejects(
      installPackages(project.projectDir, {
        npm: { file: process.execPath, args: [npm] },
        say: () => undefined,
      }),
      (error) => {
        assert.ok(error instanceof PackagesNotInstalled);
        assert.equal(
          error.message,
          [
            `The npm packages could not be installed: npm ci in ${project.projectDir} failed 2 times, the last time with 3 [packages-not-installed]`,
            "  | npm error network",
            "  next: run `npm ci` in the project folder and follow what it says",
          ].join("\n"),
        );
        return true;
      },
    );
  });

  it("are locked for every platform: npm ci refuses a lockfile that leaves an optional package out", () => {
    const { packages }: Locked = JSON.parse(readFileSync("package-lock.json", "utf8"));
    const locked = new Set(Object.keys(packages).map((path) => path.split("node_modules/").at(-1)));
    const missing = Object.values(packages)
      .flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies))
      .filter((name) => !locked.has(name));
    assert.deepEqual(missing, []);
  });
});
