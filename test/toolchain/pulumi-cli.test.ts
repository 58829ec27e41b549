import assert from "node:assert/strict";
import { existsSync, lstatSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Fault } from "../../faults/fault.ts";
import { formatFault } from "../../faults/format.ts";
import { pulumiBinary, pulumiCli } from "../../toolchain/pulumi-cli.ts";
import { FakeMachine } from "./fake-machine.ts";

const silent = () => undefined;

describe("the Pulumi CLI", () => {
  let machine: FakeMachine;
  let binary: string;
  beforeEach(() => {
    machine = new FakeMachine();
    binary = pulumiBinary(machine);
    machine.behave(binary, () => ({ output: "v3.1.0" }));
  });
  afterEach(() => machine.remove());

  function place(path: string): void {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, "binary", { mode: 0o755 });
  }

  /** A Go that builds the CLI, or fails with these lines. */
  function installGo(failure?: string): void {
    machine.install("go", (args, { onLine }) => {
      if (args[0] === "env") return { output: "/nowhere\nhttps://proxy.example" };
      if (args[0] === "list") return { output: "example.org/a\nexample.org/b" };
      onLine?.("example.org/a");
      if (failure) return { succeeded: false, output: failure };
      place(args[args.indexOf("-o") + 1] ?? assert.fail("no -o"));
      return {};
    });
  }

  it("is found where npm's package looks for it, in the pinned version only", async () => {
    place(binary);
    assert.deepEqual(await pulumiCli(machine).find(), {
      what: "Pulumi CLI",
      version: "3.1.0",
      where: binary,
    });
    machine.behave(binary, () => ({ output: "v3.2.0" }));
    writeFileSync(binary, "a newer binary");
    assert.equal(await pulumiCli(machine).find(), undefined);
  });

  it("is linked from PATH with the language hosts beside it, before anything is downloaded", async () => {
    machine.install("pulumi", () => ({ output: "v3.1.0" }));
    machine.write("bin/pulumi-language-nodejs", "host", 0o755);
    await pulumiCli(machine).provide(silent);
    assert.equal(lstatSync(binary).isSymbolicLink(), true);
    assert.equal(lstatSync(join(dirname(binary), "pulumi-language-nodejs")).isSymbolicLink(), true);
    assert.deepEqual(machine.asked, []);
  });

  it("takes the place of a link to one that was upgraded since, which stays as it is", async () => {
    const onPath = machine.install("pulumi", () => ({ output: "v3.1.0" }));
    await pulumiCli(machine).provide(silent);
    machine.install("pulumi", () => ({ output: "v3.2.0" }));
    let isLink = true;
    machine.behave(binary, () => ({ output: isLink ? "v3.2.0" : "v3.1.0" }));
    assert.equal(await pulumiCli(machine).find(), undefined);
    machine.answering = true;
    machine.behave(process.execPath, () => {
      place(binary);
      isLink = false;
      return {};
    });
    assert.equal((await pulumiCli(machine).provide(silent)).version, "3.1.0");
    assert.equal(lstatSync(binary).isSymbolicLink(), false);
    assert.equal(existsSync(onPath), true);
  });

  it("is downloaded where PATH has another version and the downloads answer", async () => {
    machine.install("pulumi", () => ({ output: "v2.0.0" }));
    machine.answering = true;
    machine.behave(process.execPath, () => {
      place(binary);
      return {};
    });
    const { where } = await pulumiCli(machine).provide(silent);
    assert.equal(where, binary);
    assert.match(machine.ran.join("\n"), /node_modules\/pulumi\/run\.js version/);
  });

  it("is built where the downloads do not answer, without touching the user's Go folders", async () => {
    installGo();
    let environment: Record<string, string | undefined> = {};
    const run = machine.run;
    machine.run = (file, args, options) => {
      if (args[0] === "build") environment = options?.env ?? {};
      return run(file, args, options);
    };
    const lines: string[] = [];
    await pulumiCli(machine).provide((line) => lines.push(line));
    assert.ok(lines.includes("1 of 2 Go packages compiled"), lines.join("\n"));
    const go = join(machine.rehearsalDir, "go");
    assert.equal(environment.GOMODCACHE, join(go, "modules"));
    assert.equal(environment.GOCACHE, join(go, "compiled"));
    assert.equal(environment.GOPROXY, "https://proxy.example");
    assert.match(
      machine.ran.join("\n"),
      /-X github\.com\/pulumi\/pulumi\/sdk\/v3\/go\/common\/version\.Version=v3\.1\.0/,
    );
    assert.equal(existsSync(go), false);
  });

  it("is a fault with what to do where there is no network and no Go", async () => {
    await assert.rejects(pulumiCli(machine).provide(silent), (error) => {
      assert.ok(error instanceof Fault);
      assert.equal(error.exitCode, 6);
      assert.equal(
        formatFault(error),
        [
          "There is no Pulumi CLI 3.1.0 on this machine, and none could be got [pulumi-cli-missing]",
          "  | none on PATH",
          "  | Pulumi's downloads cannot be reached",
          "  | no Go on PATH to build it with",
          "  next: put pulumi 3.1.0 or Go (go.dev/dl) on PATH, then run the same command again",
        ].join("\n"),
      );
      return true;
    });
  });

  it("is built a second time when the first build fails, then the build's last lines are the fault", async () => {
    installGo("go: example.org/module: no such host");
    const lines: string[] = [];
    await assert.rejects(
      pulumiCli(machine).provide((line) => lines.push(line)),
      (error) => {
        assert.ok(error instanceof Fault);
        assert.equal(error.code, "pulumi-build-failed");
        assert.match(error.evidence[0] ?? "", /^\$ bin\/go build /);
        assert.deepEqual(error.evidence.slice(1), ["go: example.org/module: no such host", "(exit code 1)"]);
        return true;
      },
    );
    assert.equal(machine.ran.filter((command) => command.startsWith("bin/go build")).length, 2);
    assert.ok(lines.some((line) => line.endsWith("trying again")));
  });
});
