import { googleCloudShape } from "./google-cloud.ts";
import { settingsSchema } from "./settings.ts";

/** Name of the Pulumi project: the namespace of the settings in `Pulumi.<stack>.yaml`. */
export const PROJECT_NAME = "netra-backend";

/** The providers that the program deploys with; each takes the keys of its own namespace. */
export const PROVIDERS: readonly string[] = ["gcp", "docker"];

const GOOGLE_CLOUD_KEYS = Object.keys(googleCloudShape);
const PROJECT_KEYS = Object.keys(settingsSchema.shape).filter((name) => !GOOGLE_CLOUD_KEYS.includes(name));

/** A key of a stack's config, taken apart. One without a namespace belongs to the project, as Pulumi has it. */
export function configKey(key: string, projectName: string): { namespace: string; name: string } {
  const colon = key.indexOf(":");
  return { namespace: colon < 0 ? projectName : key.slice(0, colon), name: key.slice(colon + 1) };
}

/** Every setting as the file writes it, such as `gcp:project` and `netra-backend:services`, by its name. */
export function settingKeys(projectName: string): Map<string, string> {
  return new Map([
    ...GOOGLE_CLOUD_KEYS.map((name) => [name, `gcp:${name}`] as const),
    ...PROJECT_KEYS.map((name) => [name, `${projectName}:${name}`] as const),
  ]);
}

/** The setting that a key of the config gives; undefined for a provider's key, and for one that nobody knows. */
export function settingOf(key: string, projectName: string): string | undefined {
  const { namespace, name } = configKey(key, projectName);
  return settingKeys(projectName).get(name) === `${namespace}:${name}` ? name : undefined;
}

/**
 * Picks the settings out of a stack's config and takes the namespaces off: `netra-backend:services` becomes `services`,
 * `gcp:project` becomes `project`. What is left over belongs to the providers, or is reported by {@link checkConfigKeys}.
 */
export function withoutNamespaces(
  config: Record<string, unknown>,
  projectName: string = PROJECT_NAME,
): Record<string, unknown> {
  const settings: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(config)) {
    const name = settingOf(key, projectName);
    if (name !== undefined) settings[name] = value;
  }
  return settings;
}
