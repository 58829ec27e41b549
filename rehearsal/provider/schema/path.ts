/** Appends a property name to a path, quoted where Pulumi's path syntax needs it: `labels["a.b"]`. */
export function member(path: string, name: string): string {
  if (!/^[A-Za-z_$][\w$-]*$/.test(name)) return `${path}[${JSON.stringify(name)}]`;
  return path ? `${path}.${name}` : name;
}

export function element(path: string, index: number): string {
  return `${path}[${index}]`;
}

/** The last part of a resource name: `projects/p/secrets/s` and `s` name the same. */
export function lastSegment(name: unknown): string {
  return String(name).split("/").at(-1) ?? "";
}
