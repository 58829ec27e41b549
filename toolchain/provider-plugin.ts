import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isExecutable } from "./executables.ts";
import { isLauncher, launcherScript } from "./launcher.ts";
import type { Machine } from "./machine.ts";
import { pulumiBinary } from "./pulumi-cli.ts";
import { pulumiDownloadsAnswer } from "./pulumi-downloads.ts";
import type { Found, Report, Step } from "./step.ts";

const INSTALL_TIMEOUT_SECONDS = 15 * 60;

/** A resource plugin of the version that the SDK in node_modules wants: the real one where it can be downloaded, else ours. */
export function providerPlugin(machine: Machine, name: "gcp" | "docker"): Step {
  const version = sdkVersion(machine.projectDir, name);
  const path = providerPluginPath(machine, name);
  const launcher = launcherScript({
    node: join(machine.projectDir, "node_modules", "node", "bin", "node"),
    program: join(machine.projectDir, "rehearsal", "provider", name, "main.ts"),
    env: { NODE_COMPILE_CACHE: join(machine.rehearsalDir, "compile-cache") },
  });
  const failedInstall = `install of plugin ${name} ${version}`;
  const found: Found = { what: `plugin ${name}`, version, where: path };
  const find = async (): Promise<Found | undefined> => {
    if (!isExecutable(path)) return undefined;
    if (!isLauncher(path)) return found;
    const isOurs = readFileSync(path, "utf8") === launcher && machine.facts.failedLately(failedInstall);
    return isOurs ? { ...found, standsInFor: `the official plugin ${name}` } : undefined;
  };
  return {
    title: `Pulumi plugin ${name} ${version}`,
    find,
    async provide(report) {
      if (!(await install(machine, { name, version, path }, report))) {
        machine.facts.setFailed(failedInstall);
        report("cannot be downloaded here: the rehearsal's own stands in for it");
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, launcher, { mode: 0o755 });
      }
      const provided = await find();
      if (!provided) throw new Error(`${path} was provided and is not there`);
      return provided;
    },
  };
}

/** The plugin of the version that the SDK in node_modules wants, real or stand-in; undefined where it is not installed yet. */
export function installedPlugin(project: PluginPlace, name: "gcp" | "docker"): string | undefined {
  const path = providerPluginPath(project, name);
  return isExecutable(path) ? path : undefined;
}

type PluginPlace = Pick<Machine, "projectDir" | "pulumiHome">;

function providerPluginPath({ projectDir, pulumiHome }: PluginPlace, name: "gcp" | "docker"): string {
  const version = sdkVersion(projectDir, name);
  return join(pulumiHome, "plugins", `resource-${name}-v${version}`, `pulumi-resource-${name}`);
}

/** True when the real plugin is in place; false when it could not be got, with nothing changed. */
async function install(
  machine: Machine,
  plugin: { name: string; version: string; path: string },
  report: Report,
): Promise<boolean> {
  if (!(await pulumiDownloadsAnswer(machine))) return false;
  const { name, version, path } = plugin;
  report(`downloading plugin ${name} ${version}`);
  // The engine takes a folder that is there for an installed plugin, and a stand-in may be in it.
  if (existsSync(path) && isLauncher(path)) rmSync(dirname(path), { recursive: true });
  const result = await machine.run(pulumiBinary(machine), ["plugin", "install", "resource", name, version], {
    env: { PULUMI_HOME: machine.pulumiHome, PULUMI_SKIP_UPDATE_CHECK: "true" },
    timeoutSeconds: INSTALL_TIMEOUT_SECONDS,
    onLine: report,
  });
  machine.signal.throwIfAborted();
  return result.succeeded && isExecutable(path);
}

function sdkVersion(projectDir: string, name: string): string {
  const manifest = JSON.parse(
    readFileSync(join(projectDir, "node_modules", "@pulumi", name, "package.json"), "utf8"),
  );
  return manifest.pulumi?.version ?? manifest.version;
}
