import type { ChartBlock } from "../document.ts";

/** Draws a chart as SVG that needs no script; takes a second to load what draws, so it is only imported here. */
export async function drawChart({ spec }: Pick<ChartBlock, "spec">): Promise<string> {
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
