/** Name of the Pulumi project: the namespace of the settings in `Pulumi.<stack>.yaml`. */
export const PROJECT_NAME = "netra-backend";

const GOOGLE_CLOUD_KEYS = ["project", "region"];

/**
 * Picks the settings out of a stack's config and takes the namespaces off: `netra-backend:services` becomes `services`,
 * `gcp:project` becomes `project`. Keys of other namespaces, and other `gcp:` keys, belong to the providers and pass by.
 * A key without a namespace belongs to the project, as Pulumi has it.
 */
export function withoutNamespaces(
  config: Record<string, unknown>,
  projectName: string = PROJECT_NAME,
): Record<string, unknown> {
  const settings: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(config)) {
    const colon = key.indexOf(":");
    const namespace = colon < 0 ? projectName : key.slice(0, colon);
    const name = key.slice(colon + 1);
    const isOurs = namespace === projectName || (namespace === "gcp" && GOOGLE_CLOUD_KEYS.includes(name));
    if (isOurs) settings[name] = value;
  }
  return settings;
}
