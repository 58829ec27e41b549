import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { providerPlugin } from "../../toolchain/provider-plugin.ts";
import { pulumiBinary } from "../../toolchain/pulumi-cli.ts";
import { FakeMachine } from "./fake-machine.ts";

const silent = () => undefined;
const STAND_IN = "the official plugin gcp";

describe("a provider plugin", () => {
  let machine: FakeMachine;
  let path: string;
  beforeEach(() => {
    machine = new FakeMachine();
    machine.write(
      "node_modules/@pulumi/gcp/package.json",
      JSON.stringify({ version: "9.0.0", pulumi: { resource: true, version: "9.37.0" } }),
    );
    path = join(machine.pulumiHome, "plugins", "resource-gcp-v9.37.0", "pulumi-resource-gcp");
  });
  afterEach(() => machine.remove());

  const realPlugin = () => machine.write(path.slice(machine.projectDir.length + 1), "ELF", 0o755);
  const behaveInstall = (install: () => void) =>
    machine.behave(pulumiBinary(machine), () => {
      install();
      return {};
    });

  it("is the real one, of the version that the SDK wants, where it can be downloaded", async () => {
    machine.answering = true;
    behaveInstall(realPlugin);
    const plugin = await providerPlugin(machine, "gcp").provide(silent);
    assert.deepEqual(plugin, { what: "plugin gcp", version: "9.37.0", where: path });
    assert.match(machine.ran.join(), /pulumi plugin install resource gcp 9\.37\.0$/);
  });

  it("is stood in for where the downloads do not answer, and that is found the next time", async () => {
    const plugin = await providerPlugin(machine, "gcp").provide(silent);
    assert.equal(plugin.standsInFor, STAND_IN);
    assert.match(readFileSync(path, "utf8"), /rehearsal\/provider\/gcp\/main\.ts/);
    assert.equal(statSync(path).mode & 0o100, 0o100);
    assert.deepEqual(await providerPlugin(machine, "gcp").find(), plugin);
    assert.deepEqual(machine.ran, []);
  });

  it("is stood in for where the download fails", async () => {
    machine.answering = true;
    machine.behave(pulumiBinary(machine), () => ({ succeeded: false }));
    assert.equal((await providerPlugin(machine, "gcp").provide(silent)).standsInFor, STAND_IN);
  });

  it("is tried again when failures are forgotten, and then takes the stand-in's place", async () => {
    await providerPlugin(machine, "gcp").provide(silent);
    machine.facts.forgetFailures();
    assert.equal(await providerPlugin(machine, "gcp").find(), undefined);
    machine.answering = true;
    behaveInstall(realPlugin);
    assert.equal((await providerPlugin(machine, "gcp").provide(silent)).standsInFor, undefined);
  });

  it("is asked for over the network once, not once for each plugin", async () => {
    machine.write("node_modules/@pulumi/docker/package.json", JSON.stringify({ version: "5.2.0" }));
    await providerPlugin(machine, "gcp").provide(silent);
    await providerPlugin(machine, "docker").provide(silent);
    assert.equal(machine.asked.length, 1);
  });
});
