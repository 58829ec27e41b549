import { versionOf } from "./executables.ts";
import type { Machine } from "./machine.ts";
import type { Found, Step } from "./step.ts";
import { installSystemPackage, systemBinary } from "./system-packages.ts";

/** The browser that reports are looked at with, in tests: Debian's Chromium, or what is called so or Chrome on PATH. */
export function browserBinary(machine: Machine): Step {
  const what = "Chromium";
  const foundAt = async (where: string): Promise<Found> => ({
    what,
    version: (await versionOf(where, ["--version"], machine)) ?? "unknown",
    where,
  });
  return {
    title: what,
    async find() {
      const where = systemBinary(machine, "chromium");
      return where ? foundAt(where) : undefined;
    },
    async provide(report) {
      return foundAt(await installSystemPackage(machine, "chromium", report));
    },
  };
}
