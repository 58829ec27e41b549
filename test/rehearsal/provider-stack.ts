import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { execa } from "execa";

export interface EngineRun {
  exitCode: number;
  /** stdout and stderr together. */
  output: string;
}

/** A Pulumi program of a test, run by the real engine with the plugins of this project's PULUMI_HOME. */
export interface ProviderStack {
  folder: string;
  writeProgram(source: string): void;
  configure(values: Record<string, string>): Promise<void>;
  pulumi(...args: string[]): Promise<EngineRun>;
  outputs(): Promise<Record<string, unknown>>;
  /** The state file as it lies on disk. */
  state(): Promise<string>;
  remove(): void;
}

const PROJECT = resolve(import.meta.dirname, "../..");

export async function providerStack(program: string): Promise<ProviderStack> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "stage-provider-")));
  symlinkSync(join(PROJECT, "node_modules"), join(folder, "node_modules"));
  cpSync(join(PROJECT, "test/rehearsal/provider-program.yaml"), join(folder, "Pulumi.yaml"));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  mkdirSync(join(folder, "state"));
  const env = {
    PATH: `${join(PROJECT, "node_modules/.bin")}:${process.env.PATH}`,
    PULUMI_HOME: join(PROJECT, ".rehearsal/pulumi"),
    PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: "of a test",
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };
  const pulumi = async (...args: string[]): Promise<EngineRun> => {
    const command = args.includes("config") ? args : [...args, "--color", "never"];
    const done = await execa("pulumi", [...command, "--non-interactive"], {
      cwd: folder,
      env,
      all: true,
      reject: false,
    });
    return { exitCode: done.exitCode ?? -1, output: done.all };
  };
  const stack: ProviderStack = {
    folder,
    writeProgram: (source) => writeFileSync(join(folder, "index.js"), source),
    configure: async (values) => {
      const settings = Object.entries(values).flatMap(([key, value]) => ["--plaintext", `${key}=${value}`]);
      await succeeded(pulumi("config", "set-all", ...settings));
    },
    pulumi,
    outputs: async () => {
      const { output } = await succeeded(pulumi("stack", "output", "--json", "--show-secrets"));
      return JSON.parse(output) as Record<string, unknown>;
    },
    state: async () => (await succeeded(pulumi("stack", "export"))).output,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
  stack.writeProgram(program);
  await succeeded(pulumi("stack", "init", "test"));
  return stack;
}

/** The run's result; fails with the engine's own output when it failed. */
export async function succeeded(run: Promise<EngineRun>): Promise<EngineRun> {
  const result = await run;
  if (result.exitCode !== 0) throw new Error(`pulumi ended with ${result.exitCode}:\n${result.output}`);
  return result;
}
