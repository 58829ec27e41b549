import type { Finding } from "../faults/fault.ts";
import { isMap } from "./is-map.ts";
import { configKey, PROJECT_NAME, settingKeys } from "./namespaces.ts";
import { parseConfig } from "./parse-config.ts";
import { settingsInvalid } from "./parse-settings.ts";
import { serviceSchema } from "./service.ts";
import type { Settings } from "./settings.ts";

/** What Pulumi knows at the top of a stack's file: `ProjectStack` in sdk/go/common/workspace/project.go of 3.256. */
const TOP_KEYS = ["config", "environment", "secretsprovider", "encryptedkey", "encryptionsalt"];

/**
 * The settings of a whole `Pulumi.<stack>.yaml`, as YAML has it. A setting outside of `config` is reported: Pulumi passes it by.
 *
 * @throws Fault `settings-invalid` with every finding at once.
 */
export function parseStackFile(content: unknown, fileName: string): Settings {
  const top = content ?? {};
  if (!isMap(top)) throw settingsInvalid(fileName, [notAMap(fileName, top)]);
  const findings = Object.keys(top).flatMap((key) => (TOP_KEYS.includes(key) ? [] : [misplaced(key)]));
  const config = top.config ?? {};
  if (!isMap(config)) throw settingsInvalid(fileName, [...findings, notAMap("config", config)]);
  return parseConfig(config, { fileName, findings });
}

/** Says of what kind the value is, not what it is: it may be anything at all. */
function notAMap(path: string, value: unknown): Finding {
  const kind = typeof value === "string" ? "text" : typeof value;
  return {
    path,
    expected: "a map",
    actual: Array.isArray(value) ? "a list" : `a ${kind}`,
    example: "config: { gcp:project: netra-staging, … }",
  };
}

function misplaced(key: string): Finding {
  const example = placeOf(key);
  return {
    path: key,
    expected: `only ${TOP_KEYS.slice(0, -1).join(", ")} and ${TOP_KEYS.at(-1)} at the top of the file`,
    actual: "an unknown key",
    ...(example === undefined ? {} : { example }),
  };
}

/** Where in the file a key belongs that stands at its top: below `config`, or below a service. */
function placeOf(key: string): string | undefined {
  const keys = settingKeys(PROJECT_NAME);
  const { name } = configKey(key, PROJECT_NAME);
  if (keys.has(name)) return `config: { ${keys.get(name)}: … }`;
  if (Object.hasOwn(serviceSchema.shape, name))
    return `config: { ${keys.get("services")}: { <key>: { ${name}: … } } }`;
  return undefined;
}
