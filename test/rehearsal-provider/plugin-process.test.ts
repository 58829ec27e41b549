import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { credentials } from "@grpc/grpc-js";
import services from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import { encodeProperties } from "../../rehearsal/provider/plugin/property-value.ts";

const OPTIONS = ["--disable-warning=ExperimentalWarning"];

describe("rehearsal/provider: a plugin's process", () => {
  const started: ChildProcess[] = [];
  const start = (command: string, args: string[]) => {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"] });
    started.push(child);
    return child;
  };
  const plugin = (name: string) =>
    start(process.execPath, [...OPTIONS, `rehearsal/provider/${name}/main.ts`, "127.0.0.1:1"]);
  afterEach(() => {
    for (const child of started.splice(0)) child.kill("SIGKILL");
  });

  for (const [name, version] of [
    ["gcp", "9.37.0"],
    ["docker", "5.2.0"],
  ] as const) {
    it(`prints ${name}'s port, answers there, and ends at SIGTERM`, async () => {
      const child = plugin(name);
      const client = new services.ResourceProviderClient(
        `127.0.0.1:${await firstLine(child)}`,
        credentials.createInsecure(),
      );
      const info = await new Promise<string>((resolve, reject) =>
        client.getPluginInfo(new empty.Empty(), (error, answer) =>
          error ? reject(error) : resolve(answer.getVersion()),
        ),
      );
      assert.equal(info, version);
      client.close();
      child.kill("SIGTERM");
      assert.deepEqual(await once(child, "exit"), [0, null]);
    });
  }

  it("reports an unknown configuration key by its name", async () => {
    const child = plugin("gcp");
    const client = new services.ResourceProviderClient(
      `127.0.0.1:${await firstLine(child)}`,
      credentials.createInsecure(),
    );
    const request = new messages.CheckRequest();
    request.setUrn("urn:pulumi:s::p::pulumi:providers:gcp::default");
    request.setNews(encodeProperties({ project: "p", regoin: "l", version: "9.37.0" }));
    const reasons = await new Promise<string[]>((resolve, reject) =>
      client.checkConfig(request, (error, answer) =>
        error ? reject(error) : resolve(answer.getFailuresList().map((failure) => failure.getReason())),
      ),
    );
    client.close();
    assert.deepEqual(reasons, [
      "could not validate provider configuration: Invalid or unknown key. Check `pulumi config get gcp:regoin`",
    ]);
  });

  it("ends by itself when the engine that started it is gone", async () => {
    const script = `const { spawn } = require("node:child_process");
      const plugin = spawn(process.execPath, ${JSON.stringify([...OPTIONS, "rehearsal/provider/gcp/main.ts"])}, { stdio: ["ignore", "pipe", "inherit"] });
      plugin.stdout.once("data", () => { console.log(plugin.pid); });`;
    const engine = start(process.execPath, ["-e", script]);
    const pid = Number(await firstLine(engine));
    engine.kill("SIGKILL");
    await gone(pid);
  });
});

async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error("the process has no stdout");
  const [chunk] = await once(child.stdout, "data");
  return String(chunk).trim();
}

async function gone(pid: number): Promise<void> {
  const deadline = Date.now() + 25_000;
  while (isAlive(pid)) {
    if (Date.now() > deadline) {
      process.kill(pid, "SIGKILL");
      throw new Error(`the plugin's process ${pid} was still there after 25 s`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
