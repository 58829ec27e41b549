import type { ChartBlock } from "../document.ts";

/**
 * Draws the charts of one page as SVG that needs no script, by their ids. What draws takes a second to load, so it is only
 * imported here.
 */
export async function drawCharts(charts: ChartBlock[]): Promise<Map<string, string>> {
  const drawings = new Map<string, string>();
  if (charts.length === 0) return drawings;
  // The same charts are to give the same page: Vega numbers what it defines through all of them.
  (await import("vega")).resetSVGDefIds();
  for (const chart of charts) drawings.set(chart.id, await drawChart(chart));
  return drawings;
}

async function drawChart({ spec }: ChartBlock): Promise<string> {
  const [{ parse, View }, { compile }] = await Promise.all([import("vega"), import("vega-lite")]);
  const { spec: drawn } = compile(spec as unknown as Parameters<typeof compile>[0]);
  const view = new View(parse(drawn), { renderer: "none" });
  try {
    return responsive(await view.toSVG());
  } finally {
    view.finalize();
  }
}

/** As wide as the page allows, and hidden from screen readers, which get the description. */
function responsive(svg: string): string {
  return svg
    .replace(/^<svg([^>]*?) width="[^"]*" height="[^"]*"/, '<svg$1 aria-hidden="true"')
    .replace(/<rect width="[\d.]+" height="[\d.]+" fill="transparent"\/>/, "");
}
