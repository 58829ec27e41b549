import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { Fault } from "../faults/fault.ts";
import { commandEvidence } from "./command.ts";
import { findOnPath, isExecutable, versionOf } from "./executables.ts";
import { type Machine, pinnedVersion } from "./machine.ts";
import { type Attempt, buildPulumi } from "./pulumi-build.ts";
import { pulumiDownloadsAnswer } from "./pulumi-downloads.ts";
import type { Found, Report, Step } from "./step.ts";

const DOWNLOAD_TIMEOUT_SECONDS = 15 * 60;

/**
 * The Pulumi CLI of the version in package.json, in the place of PULUMI_HOME where npm's `pulumi` looks for it: the one on
 * PATH where its version fits, else the official download, else a build from the Go module.
 */
export function pulumiCli(machine: Machine): Step {
  const version = pinnedVersion(machine.projectDir, "pulumi");
  const binary = pulumiBinary(machine);
  const find = () => pulumiOfVersion(machine, binary, version);
  return {
    title: `Pulumi CLI ${version}`,
    find,
    async provide(report) {
      removeUnfit(binary);
      const tried = [
        await linkFromPath(machine, binary, version),
        await download(machine, version, report),
        await buildPulumi(machine, { binary, version }, report),
      ];
      const found = await find();
      if (found) return found;
      throw noPulumi(version, tried);
    },
  };
}

/** Where npm's `pulumi` package looks for its binary: `$PULUMI_HOME/versions/<version>/bin/pulumi`. */
export function pulumiBinary({ projectDir, pulumiHome }: Machine): string {
  return join(pulumiHome, "versions", pinnedVersion(projectDir, "pulumi"), "bin", "pulumi");
}

async function pulumiOfVersion(machine: Machine, path: string, version: string): Promise<Found | undefined> {
  if (!isExecutable(path)) return undefined;
  const found = await versionOf(path, ["version"], machine);
  return found === version ? { what: "Pulumi CLI", version, where: path } : undefined;
}

/** What lies in its place and is not it, such as a link to one that was upgraded since. */
function removeUnfit(binary: string): void {
  const folder = dirname(binary);
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder).filter((name) => name.startsWith("pulumi")))
    rmSync(join(folder, name));
}

/** Language hosts lie beside the CLI, so all of its folder that is Pulumi's is linked. */
async function linkFromPath(machine: Machine, binary: string, version: string): Promise<Attempt> {
  const onPath = findOnPath(["pulumi"], machine.searchPath);
  if (!onPath) return ["none on PATH"];
  if (!(await pulumiOfVersion(machine, onPath, version))) return [`${onPath} is not ${version}`];
  mkdirSync(dirname(binary), { recursive: true });
  for (const name of readdirSync(dirname(onPath)).filter((name) => name.startsWith("pulumi"))) {
    const link = join(dirname(binary), name);
    rmSync(link, { force: true });
    symlinkSync(join(dirname(onPath), name), link);
  }
  return undefined;
}

async function download(machine: Machine, version: string, report: Report): Promise<Attempt> {
  if (isExecutable(pulumiBinary(machine))) return undefined;
  if (!(await pulumiDownloadsAnswer(machine))) return ["Pulumi's downloads cannot be reached"];
  report(`downloading Pulumi ${version}`);
  const script = join(machine.projectDir, "node_modules", "pulumi", "run.js");
  const result = await machine.run(process.execPath, [script, "version"], {
    env: { PULUMI_HOME: machine.pulumiHome },
    timeoutSeconds: DOWNLOAD_TIMEOUT_SECONDS,
    onLine: report,
  });
  machine.signal.throwIfAborted();
  return result.succeeded ? undefined : commandEvidence(result);
}

function noPulumi(version: string, tried: Attempt[]): Fault {
  return new Fault({
    code: "pulumi-cli-missing",
    outcome: "cloud",
    summary: `There is no Pulumi CLI ${version} on this machine, and none could be got`,
    evidence: tried.flatMap((attempt) => attempt ?? []),
    next: `put pulumi ${version} or Go (go.dev/dl) on PATH, then run the same command again`,
  });
}
