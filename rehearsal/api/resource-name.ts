/** The parts of a full resource name by collection: `projects/p/locations/l` to `{ projects: "p", locations: "l" }`. */
export function partsOf(name: string): Record<string, string> {
  const segments = name.split("/");
  const parts: Record<string, string> = {};
  for (let index = 0; index + 1 < segments.length; index += 2) {
    parts[segments[index] ?? ""] = segments[index + 1] ?? "";
  }
  return parts;
}

/** The last segment: a resource's short name. */
export function shortName(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}

/** `projects/p/locations/l` of any name below it. */
export function locationOf(name: string): string {
  return name.split("/").slice(0, 4).join("/");
}
