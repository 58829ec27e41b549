/** A page of the documentation that is made from the source. */
export interface Page {
  /** Path relative to the project. */
  path: string;
  /** The whole text; the same source gives the same text. */
  render(): string;
}

/** A Markdown table with its columns aligned, as the formatter has it; bars in cells are escaped. */
export function table(head: string[], rows: string[][]): string {
  const cells = [head, ...rows].map((row) => row.map((cell) => cell.replaceAll("|", "\\|")));
  const widths = head.map((_, column) => Math.max(3, ...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const [first = [], ...others] = cells;
  return [first, widths.map((width) => "-".repeat(width)), ...others].map(line).join("\n");
}

/** Says at the top of a page that editing it is futile. */
export function generatedFrom(source: string): string {
  return `<!-- Generated from ${source} by \`npm run docs\`; edit that. -->`;
}
