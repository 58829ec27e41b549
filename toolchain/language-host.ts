import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isExecutable } from "./executables.ts";
import { isLauncher, type Launch, launcherScript } from "./launcher.ts";
import { type Machine, pinnedVersion } from "./machine.ts";
import { pulumiBinary } from "./pulumi-cli.ts";
import type { Found, Step } from "./step.ts";

/** What starts Node programs for the engine. The official CLI brings its own; the one built here gets ours beside it. */
export function languageHost(machine: Machine): Step {
  const version = pinnedVersion(machine.projectDir, "@pulumi/pulumi");
  const path = join(dirname(pulumiBinary(machine)), "pulumi-language-nodejs");
  const launcher = launcherScript(launchOf(machine, version));
  const find = async (): Promise<Found | undefined> => {
    if (!isExecutable(path)) return undefined;
    if (!isLauncher(path)) return { what: "Pulumi language host", version, where: path };
    if (readFileSync(path, "utf8") !== launcher) return undefined;
    return {
      what: "Pulumi language host",
      version,
      where: path,
      standsInFor: "the official pulumi-language-nodejs",
    };
  };
  return {
    title: "Pulumi language host",
    find,
    async provide() {
      writeFileSync(path, launcher, { mode: 0o755 });
      const found = await find();
      if (!found) throw new Error(`${path} was written and is not there`);
      return found;
    },
  };
}

function launchOf({ projectDir, rehearsalDir }: Machine, version: string): Launch {
  return {
    node: join(projectDir, "node_modules", "node", "bin", "node"),
    program: join(projectDir, "toolchain", "pulumi", "language-host.ts"),
    env: {
      NODE_COMPILE_CACHE: join(rehearsalDir, "compile-cache"),
      STAGE_LANGUAGE_HOST_VERSION: version,
    },
  };
}
