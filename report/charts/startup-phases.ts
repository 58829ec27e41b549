import type { StartupResult } from "../../validation/result/measured.ts";
import { numberText } from "../cells.ts";
import type { ChartBlock } from "../document.ts";
import { COLOURS, layered } from "./layered.ts";

/** Phases one after the other on a line of time, the longest set apart; below each a thin bar of the last good start's. */
export function startupChart({ phases, totalSeconds, baseline }: StartupResult): ChartBlock {
  let start = 0;
  const longest = Math.max(...phases.map(({ seconds }) => seconds));
  const rows = phases.map(({ name, seconds, sharePercent }) => {
    const from = start;
    start += seconds;
    const before = baseline?.phases.find((phase) => phase.name === name)?.seconds;
    return {
      name,
      from,
      to: start,
      isLongest: seconds === longest,
      label: `${numberText(seconds)} s · ${numberText(sharePercent)} %`,
      ...(before === undefined ? {} : { beforeTo: from + before }),
    };
  });
  const x = { type: "quantitative", title: "seconds since the start of the process" };
  return {
    kind: "chart",
    id: "chart-startup",
    title: `Where the start's time goes${baseline ? `; the thin bars are ${baseline.revision}'s` : ""}`,
    description: `Start-up phases in order, ${numberText(totalSeconds)} s in all; ${rows.map(({ name, label }) => `${name} ${label}`).join(", ")}`,
    spec: layered(
      rows,
      [
        {
          mark: { type: "bar", height: { band: 0.62 }, cornerRadius: 2 },
          encoding: {
            x: { field: "from", ...x },
            x2: { field: "to" },
            color: {
              condition: { test: "datum.isLongest", value: COLOURS.strong },
              value: COLOURS.main,
            },
          },
        },
        ...(baseline
          ? [
              {
                mark: { type: "bar", height: 3, yOffset: 12, color: COLOURS.before },
                encoding: { x: { field: "from", ...x }, x2: { field: "beforeTo" } },
              },
            ]
          : []),
        {
          mark: { type: "text", align: "left", dx: 6 },
          encoding: { x: { field: "to", ...x }, text: { field: "label" } },
        },
      ],
      {
        height: { step: 30 },
        encoding: {
          y: {
            field: "name",
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
