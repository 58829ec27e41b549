/** What all charts have in common. Colours are the page's own (style.ts), so that light, dark and print each have theirs. */
export const CHART_WIDTH = 640;

export const COLOURS = {
  main: "var(--accent)",
  strong: "var(--accent-strong)",
  soft: "var(--accent-soft)",
  before: "var(--muted)",
  good: "var(--good)",
  bad: "var(--bad)",
  text: "var(--text)",
} as const;

const CONFIG = {
  font: "inherit",
  background: "transparent",
  view: { stroke: "transparent" },
  axis: {
    labelColor: COLOURS.before,
    titleColor: COLOURS.before,
    labelFontSize: 12,
    titleFontSize: 12,
    titleFontWeight: 500,
    labelLimit: 420,
    tickCount: 8,
    gridColor: "var(--line)",
    domainColor: "var(--line)",
    tickColor: "var(--line)",
  },
  legend: { labelColor: COLOURS.before, titleColor: COLOURS.before, labelFontSize: 12 },
  text: { color: COLOURS.text, fontSize: 12 },
};

/** A Vega-Lite chart of layers over the same rows. */
export function layered(
  values: object[],
  layer: object[],
  { height, encoding = {} }: { height: number | { step: number }; encoding?: object },
): Record<string, unknown> {
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    width: CHART_WIDTH,
    height,
    padding: 4,
    data: { values },
    encoding,
    layer,
    config: CONFIG,
  };
}
