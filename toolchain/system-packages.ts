import { Fault } from "../faults/fault.ts";
import { commandFault } from "./command.ts";
import { findOnPath } from "./executables.ts";
import type { Machine } from "./machine.ts";
import { retried } from "./retried.ts";
import type { Report } from "./step.ts";

/** Debian packages and the binaries that make them needless. */
const PACKAGES = {
  "docker.io": ["dockerd"],
  "docker-registry": ["docker-registry", "registry"],
  "redis-server": ["redis-server"],
  "busybox-static": ["busybox"],
  chromium: ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"],
};

/** Wanted by a step that found nothing else to do with, or by tests alone: only installed by their own name. */
const ONLY_BY_NAME: SystemPackage[] = ["docker.io", "chromium"];

/** A package that a step may ask for. */
export type SystemPackage = keyof typeof PACKAGES;

/** Services that Debian starts at boot; here they are started by the rehearsal, on ports of its own. */
const BOOT_SERVICES = ["docker-registry", "redis-server"];

const TIMEOUT_SECONDS = 20 * 60;

/**
 * Installs with apt, in one go, and neither starts nor enables what comes with it. A trap in the shell takes the policy file
 * away even when this process is ended; where one is there already, it is another's and stays.
 */
const SCRIPT = `
set -eu
policy=/usr/sbin/policy-rc.d
if (set -C; printf '#!/bin/sh\\nexit 101\\n' > $policy) 2>/dev/null; then
  trap 'rm -f $policy' EXIT
  trap 'exit 130' INT TERM HUP
  chmod 755 $policy
fi
apt-get -q -o Acquire::Retries=2 -o DPkg::Lock::Timeout=300 update
apt-get -q -y -o Acquire::Retries=2 -o DPkg::Lock::Timeout=300 --no-install-recommends install "$@"
`;

/** The binary of a system package, where it is installed. */
export function systemBinary({ searchPath }: Machine, name: SystemPackage): string | undefined {
  return findOnPath(PACKAGES[name], searchPath);
}

/**
 * Installs a Debian package, together with all others that will be wanted and are missing. Returns its binary.
 *
 * @throws a Fault where this is not root on a Debian system, or apt fails twice
 */
export async function installSystemPackage(
  machine: Machine,
  name: SystemPackage,
  report: Report,
): Promise<string> {
  const missing = missingPackages(machine).filter((other) => other === name || !ONLY_BY_NAME.includes(other));
  const aptGet = findOnPath(["apt-get"], machine.searchPath);
  if (!machine.isRoot || !aptGet) throw cannotInstall(name, missing, aptGet !== undefined);
  report(`apt-get install ${missing.join(" ")}`);
  await retried(machine, report, async () => {
    const result = await machine.run("/bin/sh", ["-c", SCRIPT, "apt", ...missing], {
      env: { DEBIAN_FRONTEND: "noninteractive", LC_ALL: "C.UTF-8" },
      timeoutSeconds: TIMEOUT_SECONDS,
      onLine: (line) => /^(Get:\d|Unpacking|Setting up)/.test(line) && report(line),
    });
    if (!result.succeeded) {
      throw commandFault(
        { ...result, command: `apt-get update && apt-get install ${missing.join(" ")}` },
        {
          code: "apt-failed",
          summary: `${missing.join(", ")} could not be installed`,
          next: `mend what apt-get says and run \`apt-get install ${missing.join(" ")}\`, then the same command again`,
        },
      );
    }
  });
  await disableBootServices(machine, missing);
  const binary = systemBinary(machine, name);
  if (!binary) throw new Error(`apt-get installed ${name} without ${PACKAGES[name].join(" or ")}`);
  return binary;
}

/** What is not there yet. */
function missingPackages(machine: Machine): SystemPackage[] {
  return (Object.keys(PACKAGES) as SystemPackage[]).filter((name) => !systemBinary(machine, name));
}

async function disableBootServices({ run, searchPath }: Machine, installed: SystemPackage[]): Promise<void> {
  const updateRc = findOnPath(["update-rc.d"], searchPath);
  if (!updateRc) return;
  for (const service of BOOT_SERVICES.filter((name) => installed.some((other) => other === name))) {
    const result = await run(updateRc, [service, "disable"]);
    if (!result.succeeded) {
      throw commandFault(result, {
        code: "boot-service-enabled",
        summary: `${service} was installed and would be started at the next boot`,
        next: `systemctl disable ${service}`,
      });
    }
  }
}

function cannotInstall(name: SystemPackage, missing: SystemPackage[], hasApt: boolean): Fault {
  const binary = PACKAGES[name].join(" or ");
  return new Fault({
    code: `${name.replace(".", "-")}-missing`,
    outcome: "cloud",
    summary: `There is no ${binary} on PATH, and ${hasApt ? "only root can install it" : "this system has no apt-get to install it with"}`,
    next: hasApt
      ? `sudo apt-get install ${missing.join(" ")}, then the same command again`
      : `install ${binary} with this system's own package manager, then run the same command again`,
  });
}
