import { versionOf } from "./executables.ts";
import type { Machine } from "./machine.ts";
import type { Found, Step } from "./step.ts";
import { installSystemPackage, systemBinary } from "./system-packages.ts";

/** The image registry that the rehearsal runs: Debian's `docker-registry`, or the upstream binary `registry`. */
export function registryBinary(machine: Machine): Step {
  return serverBinary(machine, "Docker registry", "docker-registry");
}

/** The Redis that the rehearsal runs. */
export function redisBinary(machine: Machine): Step {
  return serverBinary(machine, "Redis", "redis-server");
}

function serverBinary(machine: Machine, what: string, name: "docker-registry" | "redis-server"): Step {
  const foundAt = async (where: string): Promise<Found> => ({
    what,
    version: (await versionOf(where, ["--version"], machine)) ?? "unknown",
    where,
  });
  return {
    title: what,
    async find() {
      const where = systemBinary(machine, name);
      return where ? foundAt(where) : undefined;
    },
    async provide(report) {
      return foundAt(await installSystemPackage(machine, name, report));
    },
  };
}
