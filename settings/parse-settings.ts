import { Fault, type Finding } from "../faults/fault.ts";
import { checkConsistency } from "./consistency.ts";
import { findingsOf } from "./findings.ts";
import { type Settings, settingsSchema } from "./settings.ts";

/**
 * Checks settings and fills in their defaults.
 *
 * @param raw what the stack's file says, namespaces taken off ({@link withoutNamespaces}).
 * @param origin the file's name, and what was found wrong in it before.
 * @throws Fault `settings-invalid` with every finding at once; values that may be secret are not in it.
 */
export function parseSettings(
  raw: unknown,
  { fileName = "the settings", findings: before = [] }: { fileName?: string; findings?: Finding[] } = {},
): Settings {
  const given = raw ?? {};
  const parsed = settingsSchema.safeParse(given);
  const findings = [
    ...before,
    ...(parsed.success ? [] : findingsOf(settingsSchema, given, parsed.error.issues)),
    ...checkConsistency(given),
  ];
  if (parsed.success && findings.length === 0) return parsed.data;
  throw settingsInvalid(fileName, findings);
}

export function settingsInvalid(fileName: string, findings: Finding[]): Fault {
  return new Fault({
    code: "settings-invalid",
    outcome: "usage",
    summary: `${fileName}: ${findings.length === 1 ? "1 setting is" : `${findings.length} settings are`} wrong`,
    findings,
    next: "correct them; every key is explained in docs/settings.md",
  });
}
