/** A Markdown table; cells are Markdown already and hold no line ends. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return tableLines(head, rows).join("\n");
}

/** The same line by line, so that rows can be left out: the first two are the head. */
export function tableLines(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)];
}
