import type { Heading, List, Paragraph, PhrasingContent, Strong, Table, TableCell, Text } from "mdast";
import type { Cell, TableBlock } from "../document.ts";

export function text(value: string): Text {
  return { type: "text", value: value.replace(/\s*\n\s*/g, " ") };
}

export function strong(value: string): Strong {
  return { type: "strong", children: [text(value)] };
}

export function paragraph(children: PhrasingContent[]): Paragraph {
  return { type: "paragraph", children };
}

export function heading(depth: 1 | 2 | 3, value: string): Heading {
  return { type: "heading", depth, children: [text(value)] };
}

/** A list; `checked` makes its items boxes. */
export function list(items: { content: PhrasingContent[]; checked?: boolean }[]): List {
  return {
    type: "list",
    ordered: false,
    spread: false,
    children: items.map(({ content, checked }) => ({
      type: "listItem",
      spread: false,
      ...(checked === undefined ? {} : { checked }),
      children: [paragraph(content)],
    })),
  };
}

/** A table; what is bad or worth a warning is bold, since Markdown has no colours. */
export function table({ columns, rows }: Pick<TableBlock, "columns" | "rows">): Table {
  return {
    type: "table",
    align: columns.map(({ numeric }) => (numeric ? "right" : "left")),
    children: [
      { type: "tableRow", children: columns.map(({ title }) => cell([text(title)])) },
      ...rows.map((cells) => ({
        type: "tableRow" as const,
        children: cells.map((of) => cell([inline(of)])),
      })),
    ],
  };
}

export function inline({ text: value, code, tone }: Cell): PhrasingContent {
  if (code) return { type: "inlineCode", value: value.replace(/\s*\n\s*/g, " ") };
  return tone === "bad" || tone === "warn" ? strong(value) : text(value);
}

function cell(children: PhrasingContent[]): TableCell {
  return { type: "tableCell", children };
}
