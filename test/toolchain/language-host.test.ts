import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { credentials } from "@grpc/grpc-js";
import { LanguageRuntimeClient } from "@pulumi/pulumi/proto/language_grpc_pb.js";
import language from "@pulumi/pulumi/proto/language_pb.js";
import protobuf from "google-protobuf/google/protobuf/empty_pb.js";
import { FakeMachine } from "./fake-machine.ts";

/** Stands where the SDK's runner stands: says what it was started with and exits with its last argument, if that is a number. */
const RUNNER = `
console.error(JSON.stringify({ args: process.argv.slice(2), config: process.env.PULUMI_CONFIG, typescript: process.env.PULUMI_NODEJS_TYPESCRIPT }));
process.exit(Number(process.argv.at(-1)) || 0);
`;

describe("the language host", function () {
  this.timeout(60_000);
  let program: FakeMachine;
  let host: ChildProcess;
  let client: LanguageRuntimeClient;
  let stderr = "";
  before(async () => {
    program = new FakeMachine();
    program.write(
      "package.json",
      JSON.stringify({ dependencies: { "@pulumi/pulumi": "1", "@pulumi/gcp": "1", other: "1" } }),
    );
    program.write("node_modules/@pulumi/pulumi/package.json", '{ "version": "1.0.0" }');
    program.write("node_modules/@pulumi/pulumi/cmd/run/index.js", RUNNER);
    program.write("node_modules/@pulumi/pulumi/cmd/run-policy-pack/index.js", RUNNER);
    program.write(
      "node_modules/@pulumi/gcp/package.json",
      '{ "version": "9.37.0", "pulumi": { "resource": true, "name": "gcp", "version": "9.37.0" } }',
    );
    program.write("node_modules/other/package.json", '{ "version": "2.0.0" }');
    host = spawn(
      process.execPath,
      [join("toolchain", "pulumi", "language-host.ts"), "--tracing=x", "127.0.0.1:1"],
      {
        env: { ...process.env, STAGE_LANGUAGE_HOST_VERSION: "3.1.0" },
      },
    );
    host.stderr?.on("data", (chunk) => {
      stderr += chunk;
    });
    const [port] = await once(host.stdout ?? assert.fail("no stdout"), "data");
    client = new LanguageRuntimeClient(`127.0.0.1:${String(port).trim()}`, credentials.createInsecure());
  });
  beforeEach(() => {
    stderr = "";
  });
  after(async () => {
    client.close();
    host.kill("SIGINT");
    await once(host, "exit");
    program.remove();
  });

  const info = () =>
    new language.ProgramInfo()
      .setRootDirectory(program.projectDir)
      .setProgramDirectory(program.projectDir)
      .setEntryPoint("index.ts");

  function run(exitCode: number): Promise<language.RunResponse> {
    const request = new language.RunRequest()
      .setInfo(info())
      .setProject("netra-backend")
      .setStack("staging")
      .setMonitorAddress("127.0.0.1:2")
      .setDryrun(true)
      .setArgsList([String(exitCode)]);
    request.getConfigMap().set("gcp:project", "netra-staging");
    return new Promise((resolve, reject) =>
      client.run(request, (error, response) => (error ? reject(error) : resolve(response))),
    );
  }

  it("tells the version of the SDK that it was written for", async () => {
    const version = await new Promise((resolve, reject) =>
      client.getPluginInfo(new protobuf.Empty(), (error, response) =>
        error ? reject(error) : resolve(response.getVersion()),
      ),
    );
    assert.equal(version, "3.1.0");
  });

  it("names the plugins of the program's packages, and no package without one", async () => {
    const request = new language.GetRequiredPackagesRequest().setInfo(info());
    const packages = await new Promise<string[][]>((resolve, reject) =>
      client.getRequiredPackages(request, (error, response) =>
        error
          ? reject(error)
          : resolve(
              response
                .getPackagesList()
                .map((found) => [found.getName(), found.getVersion(), found.getKind()]),
            ),
      ),
    );
    assert.deepEqual(packages, [["gcp", "9.37.0", "resource"]]);
  });

  it("runs the program with its own SDK, the engine's address and the stack's configuration", async () => {
    const response = await run(0);
    assert.equal(response.getError(), "");
    const { args, config, typescript } = JSON.parse(stderr);
    assert.deepEqual(args.slice(0, 4), ["--monitor", "127.0.0.1:2", "--engine", "127.0.0.1:1"]);
    assert.deepEqual(args.slice(-3), ["--dry-run", "index.ts", "0"]);
    assert.equal(config, '{"gcp:project":"netra-staging"}');
    assert.equal(typescript, "true");
  });

  it("bails out without a word where the program has reported its error, and names the exit code otherwise", async () => {
    assert.equal((await run(32)).getBail(), true);
    const failed = await run(7);
    assert.deepEqual([failed.getBail(), failed.getError()], [false, "Program exited with exit code 7"]);
  });

  it("runs a policy pack with its folder as the last argument, and streams what it says", async () => {
    const request = new language.RunPluginRequest()
      .setInfo(info())
      .setKind("analyzer")
      .setArgsList(["127.0.0.1:1"])
      .setEnvList([`PATH=${process.env.PATH}`, "PULUMI_CONFIG={}"]);
    let said = "";
    let exitCode: number | undefined;
    for await (const response of client.runPlugin(request) as AsyncIterable<language.RunPluginResponse>) {
      said += Buffer.from(response.getStderr_asU8()).toString();
      if (response.hasExitcode()) exitCode = response.getExitcode();
    }
    assert.deepEqual(JSON.parse(said).args, ["127.0.0.1:1", program.projectDir]);
    assert.equal(exitCode, 0);
  });
});
