import { html } from "htm/preact";
import type { VNode } from "preact";
import type { Cell, TableBlock, Tone } from "../document.ts";

/** A table that scrolls by itself where the page is narrow. */
export function tableView({ caption, columns, rows }: Omit<TableBlock, "kind">): VNode | VNode[] {
  const classOf = (index: number, tone?: Tone) =>
    [columns[index]?.numeric ? "numeric" : "", toneClass(tone) ?? ""].join(" ").trim() || undefined;
  return html`<div class="table">
    <table>
      <caption>${caption}</caption>
      <thead><tr>${columns.map(({ title }, index) => html`<th scope="col" class=${classOf(index)}>${title}</th>`)}</tr></thead>
      <tbody>
        ${rows.map((cells) => html`<tr>${cells.map((cell, index) => html`<td class=${classOf(index, cell.tone)}>${cellView(cell)}</td>`)}</tr>`)}
      </tbody>
    </table>
  </div>`;
}

/** A figure carries its number and its place in the result, so that a test (or a script) can hold it to the JSON. */
export function cellView({ text, code, figure }: Cell): VNode | VNode[] | string {
  if (figure) return html`<data value=${String(figure.value)} data-path=${figure.path}>${text}</data>`;
  return code ? html`<code>${text}</code>` : text;
}

export function toneClass(tone: Tone | undefined): string | undefined {
  return tone === undefined ? undefined : `tone ${tone}`;
}
