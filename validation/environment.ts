import type { Finding } from "../faults/fault.ts";
import type { ServiceSettings } from "../settings/service.ts";

/** Where the settings name environment variables. */
export type DeclaredEnvironment = Pick<ServiceSettings, "env" | "secrets">;

/** Every variable that the settings name and the live revision does not have; values are never looked at. */
export function compareEnvironment(declared: DeclaredEnvironment, liveNames: string[]): Finding[] {
  const live = new Set(liveNames);
  return (["env", "secrets"] as const).flatMap((section) =>
    Object.keys(declared[section])
      .filter((name) => !live.has(name))
      .map((name) => ({
        path: `${section}.${name}`,
        expected: "a variable of the live revision",
        actual: "no such variable",
      })),
  );
}
