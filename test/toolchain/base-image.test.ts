import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { extract } from "tar-stream";
import { Fault } from "../../faults/fault.ts";
import { baseImage } from "../../toolchain/base-image.ts";
import { librariesIn, STAND_IN_IMAGE } from "../../toolchain/stand-in-base.ts";
import { FakeEngine } from "./fake-engine.ts";
import { FakeMachine } from "./fake-machine.ts";

const silent = () => undefined;
const BASE = "node:24-alpine";

describe("the base image", () => {
  let machine: FakeMachine;
  let engine: FakeEngine;
  beforeEach(async () => {
    machine = new FakeMachine();
    engine = new FakeEngine(machine.projectDir);
    await engine.start();
    machine.write("node_modules/node/bin/node", "node binary", 0o755);
    const library = machine.write("libfake.so.6", "library");
    machine.install("busybox", () => ({ output: "busybox\nls\nsh" }));
    machine.behave("ldd", () => ({ output: `\tlibfake.so.6 => ${library} (0x00007f00)\n` }));
  });
  afterEach(async () => {
    await engine.stop();
    machine.remove();
  });

  const step = (name = BASE) => baseImage(machine, name, engine.host);
  const pullFails = () =>
    machine.install("docker", () => ({ succeeded: false, output: "lookup registry.example: no such host" }));

  it("is the one that the settings name when the engine has it", async () => {
    engine.images.set(BASE, { Size: 160_000_000, Labels: {} });
    assert.deepEqual(await step().find(), {
      what: "base image",
      version: "24-alpine",
      where: BASE,
      image: BASE,
      sizeBytes: 160_000_000,
    });
  });

  it("is pulled where it can be", async () => {
    machine.install("docker", () => {
      engine.images.set(BASE, { Size: 1, Labels: {} });
      return {};
    });
    const { image, standsInFor } = await step().provide(silent);
    assert.deepEqual([image, standsInFor], [BASE, undefined]);
    assert.deepEqual(machine.ran, [`bin/docker pull ${BASE}`]);
  });

  it("is stood in for where it cannot be pulled, and the pull is not repeated", async () => {
    pullFails();
    const base = await step().provide(silent);
    assert.deepEqual([base.image, base.standsInFor], [STAND_IN_IMAGE, BASE]);
    assert.deepEqual(await step().find(), base);
    assert.equal(machine.ran.filter((command) => command.startsWith("bin/docker")).length, 1);
  });

  it("is left as it is when another clone has made it", async () => {
    pullFails();
    await step().provide(silent);
    machine.facts.forgetFailures();
    await step().provide(silent);
    assert.equal(engine.imported.length, 1);
  });

  it("is made anew when the project's Node has another version", async () => {
    pullFails();
    await step().provide(silent);
    machine.write("package.json", JSON.stringify({ dependencies: { node: "24.0.1" } }));
    assert.equal(await step().find(), undefined);
    await step().provide(silent);
    assert.equal(engine.imported.length, 2);
  });

  it("holds Node, its libraries, a shell and the user node when it is a stand-in", async () => {
    pullFails();
    await step().provide(silent);
    const files = await listed(engine.imported[0] ?? assert.fail("nothing was imported"));
    assert.equal(files.get("usr/local/bin/node"), "node binary");
    assert.equal(files.get(`${machine.projectDir.slice(1)}/libfake.so.6`), "library");
    assert.equal(files.get("bin/sh"), "→ busybox");
    assert.match(files.get("etc/passwd") ?? "", /^node:x:1000:1000::\/home\/node:\/bin\/sh$/m);
    assert.ok(files.has("tmp"));
  });

  it("gives the same bytes for the same parts when it is a stand-in", async () => {
    pullFails();
    await step().provide(silent);
    engine.images.clear();
    await step().provide(silent);
    assert.deepEqual(engine.imported[0], engine.imported[1]);
  });

  it("is a fault where it is not Node 24 on Alpine and cannot be pulled", async () => {
    pullFails();
    await assert.rejects(step("python:3.12-alpine").provide(silent), (error) => {
      assert.ok(error instanceof Fault);
      assert.equal(
        error.message,
        "The base image python:3.12-alpine cannot be pulled, and there is no stand-in for it (only for node:24 on Alpine)",
      );
      assert.ok(error.evidence.includes("lookup registry.example: no such host"));
      return true;
    });
    assert.deepEqual(engine.imported, []);
  });

  it("takes the loader and all libraries from ldd, not what the kernel provides", () => {
    const output = [
      "\tlinux-vdso.so.1 (0x00007ffd)",
      `\tlibc.so.6 => ${process.execPath} (0x00007f1)`,
      "\t/proc/self/exe (0x00007f2)",
    ].join("\n");
    assert.deepEqual([...librariesIn(output).keys()], [process.execPath, "/proc/self/exe"]);
  });
});

async function listed(archive: Buffer): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const reader = extract();
  reader.on("entry", (header, stream, next) => {
    let content = header.linkname ? `→ ${header.linkname}` : "";
    stream.on("data", (chunk) => {
      content += chunk;
    });
    stream.on("end", () => {
      files.set(header.name.replace(/\/$/, ""), content);
      next();
    });
  });
  const finished = new Promise<void>((resolve, reject) => {
    reader.once("finish", () => resolve());
    reader.once("error", reject);
  });
  Readable.from([archive]).pipe(reader);
  await finished;
  return files;
}
