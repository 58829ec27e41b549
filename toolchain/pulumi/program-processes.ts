import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { RunPluginRequest, RunRequest } from "@pulumi/pulumi/proto/language_pb.js";

/** A program of the SDK that the language host has started. */
export interface ProgramProcess {
  child: ChildProcess;
  /** Settles when the process and its output streams have ended; rejects when it could not be started. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

const running = new Set<ChildProcess>();

/** Starts the Pulumi program of a Run request; its output is the host's own, which the engine shows. */
export function spawnProgram(request: RunRequest, engineAddress: string): ProgramProcess {
  const info = request.getInfo();
  const programDirectory = info?.getProgramDirectory() || request.getPwd();
  const flags = {
    monitor: request.getMonitorAddress(),
    engine: engineAddress,
    organization: request.getOrganization(),
    project: request.getProject(),
    "root-directory": info?.getRootDirectory() ?? "",
    stack: request.getStack(),
    pwd: programDirectory,
    parallel: String(request.getParallel()),
  };
  const args = [
    sdkModule(programDirectory, "@pulumi/pulumi/cmd/run"),
    ...Object.entries(flags).flatMap(([name, value]) => (value ? [`--${name}`, value] : [])),
    ...(request.getDryrun() ? ["--dry-run"] : []),
    info?.getEntryPoint() || request.getProgram() || ".",
    ...request.getArgsList(),
  ];
  const env = {
    ...process.env,
    ...typescriptSwitch(info?.getOptions()?.toJavaScript()),
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().toArray())),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
  };
  return track(spawn(process.execPath, args, { env, stdio: ["ignore", "inherit", "inherit"] }));
}

/** Starts a plugin written for Node; a policy pack runs in its own folder, and gets that folder as last argument. */
export function spawnPlugin(request: RunPluginRequest): ProgramProcess {
  const info = request.getInfo();
  const programDirectory = info?.getProgramDirectory() || request.getProgram();
  const isPolicyPack = request.getKind() === "analyzer";
  const runner = isPolicyPack ? "@pulumi/pulumi/cmd/run-policy-pack" : "@pulumi/pulumi/cmd/run-plugin";
  const args = request.getArgsList();
  return track(
    spawn(
      process.execPath,
      [
        sdkModule(programDirectory, runner),
        ...(isPolicyPack ? [...args, programDirectory] : [programDirectory, ...args]),
      ],
      {
        cwd: isPolicyPack ? programDirectory : request.getPwd(),
        env: {
          ...environment(request.getEnvList()),
          ...typescriptSwitch(info?.getOptions()?.toJavaScript()),
        },
        stdio: ["ignore", "pipe", "pipe"],
      },
    ),
  );
}

/** Asks everything that is still running to stop. */
export function interruptAll(): void {
  for (const child of running) child.kill("SIGINT");
}

/** The SDK that the program itself uses: a second copy would not share its resource monitor. */
function sdkModule(programDirectory: string, name: string): string {
  return createRequire(join(programDirectory, "package.json")).resolve(name);
}

/** The SDK compiles TypeScript itself unless `runtime.options.typescript` says no. */
function typescriptSwitch(options: Record<string, unknown> = {}): NodeJS.ProcessEnv {
  return { PULUMI_NODEJS_TYPESCRIPT: String(options.typescript !== false) };
}

function environment(assignments: string[]): NodeJS.ProcessEnv {
  return Object.fromEntries(
    assignments.map((assignment) => {
      const at = assignment.indexOf("=");
      return [assignment.slice(0, at), assignment.slice(at + 1)];
    }),
  );
}

function track(child: ChildProcess): ProgramProcess {
  running.add(child);
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ code, signal }));
  }).finally(() => running.delete(child));
  return { child, ended };
}
