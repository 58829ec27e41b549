/** Variables as lines that a POSIX shell evaluates. */
export function exportLines(variables: Record<string, string>): string {
  return Object.entries(variables)
    .map(([name, value]) => `export ${name}=${quoted(value)}`)
    .join("\n");
}

/** As one word of a POSIX shell. */
function quoted(value: string): string {
  return /^[\w./:,@=-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}
