import { html } from "htm/preact";
import type { VNode } from "preact";
import type { Block } from "../document.ts";
import { checkView } from "./check-view.ts";
import { cellView, tableView, toneClass } from "./table-view.ts";

/** What a block looks like. `drawings` has each chart's SVG by its id. Every text is escaped by the renderer. */
export function blockView(block: Block, drawings: ReadonlyMap<string, string>): VNode | VNode[] {
  switch (block.kind) {
    case "text":
      return html`<p>${block.text}</p>`;
    case "notice":
      return html`<p class=${`notice ${block.tone}`}>${block.text}</p>`;
    case "list":
      return html`<ul>${block.items.map((item) => html`<li>${item}</li>`)}</ul>`;
    case "facts":
      return html`<dl class=${block.prominent ? "tiles" : undefined}>
        ${block.rows.map(([label, cell]) => html`<div><dt>${label}</dt><dd class=${toneClass(cell.tone)}>${cellView(cell)}</dd></div>`)}
      </dl>`;
    case "checklist":
      return html`<ul class="checklist">
        ${block.items.map(
          ({ done, text, why }) => html`<li>
            <span class=${`box ${done ? "good" : "bad"}`} role="img" aria-label=${done ? "met" : "open"}>${done ? "✓" : "○"}</span>
            <span>${text} <span class="why">– ${why}</span></span>
          </li>`,
        )}
      </ul>`;
    case "table":
      return tableView(block);
    case "chart":
      return html`<figure id=${block.id} role="img" aria-label=${block.description}>
        <figcaption>${block.title}</figcaption>
        <div dangerouslySetInnerHTML=${{ __html: drawings.get(block.id) ?? "" }}></div>
      </figure>`;
    case "check":
      return checkView(block);
  }
}
