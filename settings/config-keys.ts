import type { Finding } from "../faults/fault.ts";
import { unknownKey } from "./findings.ts";
import { configKey, PROVIDERS, settingKeys, settingOf } from "./namespaces.ts";

/** What Pulumi itself reads of a stack's config, such as `pulumi:tags`. */
const ENGINE = "pulumi";

/**
 * Keys of a stack's config that nothing reads, and settings that are given twice: once bare, once with the project's name. Pulumi takes
 * both without a word, and what was meant by them would be missing.
 */
export function checkConfigKeys(config: Record<string, unknown>, projectName: string): Finding[] {
  const seen = new Map<string, string>();
  return Object.keys(config).flatMap((key) => {
    const setting = settingOf(key, projectName);
    if (setting === undefined) return checkForeign(key, projectName);
    const first = seen.get(setting);
    seen.set(setting, key);
    if (first === undefined) return [];
    return [{ path: key, expected: "each setting once", actual: `${first} too, which is the same setting` }];
  });
}

function checkForeign(key: string, projectName: string): Finding[] {
  const { namespace, name } = configKey(key, projectName);
  if (namespace === ENGINE || PROVIDERS.includes(namespace)) return [];
  const meant = settingKeys(projectName).get(name);
  const example = meant === undefined ? {} : { example: meant };
  if (namespace !== projectName) {
    const expected = `a key of ${[projectName, ...PROVIDERS].join(", ")} or ${ENGINE}`;
    return [{ path: key, expected, actual: "an unknown namespace", ...example }];
  }
  const own = [...settingKeys(projectName).values()].filter((one) => one.startsWith(`${projectName}:`));
  const { path: _, ...finding } = unknownKey("", `${projectName}:${name}`, own);
  return [{ path: key, ...finding, ...example }];
}
