/** JSON with the keys of every map in order and without those that are undefined: equal values give equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => (isMap(inner) ? sorted(inner) : inner)) ?? "null";
}

function sorted(map: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1));
  // A null prototype keeps a key such as "__proto__" an ordinary one.
  const ordered: Record<string, unknown> = Object.create(null);
  for (const [key, value] of entries) ordered[key] = value;
  return ordered;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
