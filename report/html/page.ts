import { html } from "htm/preact";
import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import type { Verdict } from "../../validation/result/verdict-result.ts";
import { drawCharts } from "../charts/draw-chart.ts";
import type { ReportDocument, Tone } from "../document.ts";
import { verdictWords } from "../report-document.ts";
import { blockView } from "./blocks.ts";
import { STYLE } from "./style.ts";

const TONES: Record<Verdict, Tone> = { READY: "good", "NOT READY": "bad", UNPROVEN: "warn" };

/** One page that needs nothing from outside, and may run nothing: no script, no font, no image is fetched. */
export async function htmlPage(document: ReportDocument): Promise<string> {
  const charts = document.sections.flatMap(({ blocks }) => blocks).filter((block) => block.kind === "chart");
  const drawings = await drawCharts(charts);
  return `<!doctype html>\n${renderToString(pageView(document, drawings) as VNode)}\n`;
}

function pageView(document: ReportDocument, drawings: Map<string, string>): VNode | VNode[] {
  const { title, subtitle, sections, marks } = document;
  return html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:" />
      <link rel="icon" href="data:," />
      <title>${title}: ${verdictWords(document)}</title>
      <style dangerouslySetInnerHTML=${{ __html: STYLE }}></style>
    </head>
    <body>
      <main>
        ${marks.map((mark) => html`<p class="mark" role="note">${mark}</p>`)}
        ${topView(document)}
        <nav aria-label="Sections">${sections.map((section) => html`<a href=${`#${section.id}`}>${section.title}</a>`)}</nav>
        ${sections.map(
          (section) => html`<section id=${section.id}>
            <h2>${section.title}</h2>
            ${section.blocks.map((block) => blockView(block, drawings))}
          </section>`,
        )}
        <footer>${verdictWords(document)} · ${title} · ${subtitle}</footer>
      </main>
    </body>
  </html>`;
}

function topView(document: ReportDocument): VNode | VNode[] {
  const { title, subtitle, verdict, summary } = document;
  return html`<header class=${`top ${TONES[verdict]}`}>
    <div class="row">
      <div><h1>${title}</h1><p class="subtitle">${subtitle}</p></div>
      <span class="stamp" data-verdict=${verdict}>${verdictWords(document)}</span>
    </div>
    <p class="summary">${summary}</p>
  </header>`;
}
