import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Fault } from "../../faults/fault.ts";
import { provideToolchain } from "../../toolchain/index.ts";
import { pulumiBinary } from "../../toolchain/pulumi-cli.ts";
import type { ShowStep } from "../../toolchain/step.ts";
import { FakeEngine } from "./fake-engine.ts";
import { FakeMachine } from "./fake-machine.ts";

describe("the toolchain", () => {
  let machine: FakeMachine;
  let engine: FakeEngine;
  let shown: string[];
  const show: ShowStep = (title, work) => {
    shown.push(title);
    return work(() => undefined);
  };
  beforeEach(async () => {
    shown = [];
    machine = new FakeMachine();
    engine = new FakeEngine(machine.projectDir);
    await engine.start();
    engine.images.set("node:24-alpine", { Size: 160_000_000, Labels: {} });
    machine.env.DOCKER_HOST = engine.host;
    machine.write("node_modules/@pulumi/gcp/package.json", '{ "version": "9.37.0" }');
    machine.write("node_modules/@pulumi/docker/package.json", '{ "version": "5.2.0" }');
    machine.install("docker-registry", () => ({ output: "docker-registry 2.8.2" }));
    machine.install("redis-server", () => ({ output: "Redis server v=7.0.15" }));
    mkdirSync(dirname(pulumiBinary(machine)), { recursive: true });
    writeFileSync(pulumiBinary(machine), "binary", { mode: 0o755 });
    machine.behave(pulumiBinary(machine), () => ({ output: "v3.1.0" }));
  });
  afterEach(async () => {
    await engine.stop();
    machine.remove();
  });

  it("shows what has to be got, and the second time nothing", async () => {
    await provideToolchain(machine, ["node:24-alpine"], show);
    assert.deepEqual(shown, [
      "Pulumi language host",
      "Pulumi plugin gcp 9.37.0",
      "Pulumi plugin docker 5.2.0",
    ]);
    shown = [];
    machine.ran = [];
    await provideToolchain(machine, ["node:24-alpine"], show);
    assert.deepEqual(shown, []);
    assert.deepEqual(machine.ran, []);
  });

  it("tells where everything is, and what stands in for what", async () => {
    const { found, ...tools } = await provideToolchain(machine, ["node:24-alpine"], show);
    const bin = join(machine.projectDir, "bin");
    assert.equal(tools.pulumiHome, machine.pulumiHome);
    assert.equal(tools.pulumiBinary, pulumiBinary(machine));
    assert.deepEqual(tools.docker, { version: "20.10.24", host: engine.host });
    assert.equal(tools.registryBinary, join(bin, "docker-registry"));
    assert.equal(tools.redisBinary, join(bin, "redis-server"));
    assert.equal(tools.baseImages["node:24-alpine"]?.image, "node:24-alpine");
    assert.equal(tools.standInBase, undefined);
    assert.deepEqual(
      found.filter(({ standsInFor }) => standsInFor).map(({ what }) => what),
      ["Pulumi language host", "plugin gcp", "plugin docker"],
    );
  });

  it("gets again what has vanished since", async () => {
    await provideToolchain(machine, [], show);
    shown = [];
    machine.write(".rehearsal/pulumi/plugins/resource-gcp-v9.37.0/pulumi-resource-gcp", "", 0o755);
    await provideToolchain(machine, [], show);
    assert.deepEqual(shown, ["Pulumi plugin gcp 9.37.0"]);
  });

  it("ends with the reason of an abort, not with the failure that the abort caused", async () => {
    const interrupted = new Fault({ code: "interrupted", outcome: "interrupted", summary: "Interrupted" });
    const stopping: ShowStep = async () => {
      machine.controller.abort(interrupted);
      throw new Error("ended by SIGTERM");
    };
    await assert.rejects(provideToolchain(machine, [], stopping), interrupted);
  });
});
