/** A page of the documentation that is made from the source. */
export interface Page {
  /** Path relative to the project. */
  path: string;
  /** The whole text; the same source gives the same text. */
  render(): string;
}

/** A Markdown table; bars in cells are escaped. */
export function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** Says at the top of a page that editing it is futile. */
export function generatedFrom(source: string): string {
  return `<!-- Generated from ${source} by \`npm run docs\`; edit that. -->`;
}
