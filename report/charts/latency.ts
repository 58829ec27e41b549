import type { LatencyResult } from "../../validation/result/measured.ts";
import { numberText } from "../cells.ts";
import type { ChartBlock } from "../document.ts";
import { COLOURS, layered } from "./layered.ts";

/** For each endpoint a line from the median to p99, with dots at p50, p95 and p99. */
export function latencyChart(latency: LatencyResult[]): ChartBlock {
  const rows = latency.map(({ endpoint, p50Milliseconds, p95Milliseconds, p99Milliseconds }) => ({
    endpoint,
    p50: p50Milliseconds,
    p95: p95Milliseconds,
    p99: p99Milliseconds,
    label: `${numberText(p50Milliseconds)} · ${numberText(p95Milliseconds)} · ${numberText(p99Milliseconds)} ms`,
  }));
  const x = { type: "quantitative", title: "milliseconds; the dots are p50, p95, p99" };
  const dot = (field: string, color: string) => ({
    mark: { type: "point", filled: true, size: 90, opacity: 1, color },
    encoding: { x: { field, ...x } },
  });
  return {
    kind: "chart",
    id: "chart-latency",
    title: "How long answers take",
    description: `p50, p95 and p99 by endpoint: ${rows.map(({ endpoint, label }) => `${endpoint} ${label}`).join("; ")}`,
    spec: layered(
      rows,
      [
        {
          mark: { type: "rule", strokeWidth: 4, color: COLOURS.soft, strokeCap: "round" },
          encoding: { x: { field: "p50", ...x }, x2: { field: "p99" } },
        },
        dot("p50", COLOURS.main),
        dot("p95", COLOURS.strong),
        dot("p99", COLOURS.before),
        {
          mark: { type: "text", align: "left", dx: 12 },
          encoding: { x: { field: "p99", ...x }, text: { field: "label" } },
        },
      ],
      {
        height: { step: 30 },
        encoding: {
          y: {
            field: "endpoint",
            type: "nominal",
            sort: null,
            title: null,
            axis: { ticks: false, domain: false },
          },
        },
      },
    ),
  };
}
