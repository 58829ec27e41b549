/** Whether a value that was read is a map, as YAML and JSON have them. */
export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
