import type { Finding } from "../faults/fault.ts";
import { checkConfigKeys } from "./config-keys.ts";
import { PROJECT_NAME, withoutNamespaces } from "./namespaces.ts";
import { parseSettings } from "./parse-settings.ts";
import type { Settings } from "./settings.ts";

export interface ConfigOrigin {
  fileName: string;
  projectName?: string;
  /** What is wrong around the config, to be reported together with it. */
  findings?: readonly Finding[];
}

/**
 * The settings of a stack's config, whoever read it: the commands from the file, the program from the engine.
 *
 * @throws Fault `settings-invalid` with every finding at once, keys that nothing reads included.
 */
export function parseConfig(
  config: Record<string, unknown>,
  { fileName, projectName = PROJECT_NAME, findings = [] }: ConfigOrigin,
): Settings {
  return parseSettings(withoutNamespaces(config, projectName), {
    fileName,
    findings: [...findings, ...checkConfigKeys(config, projectName)],
  });
}
