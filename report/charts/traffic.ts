import type { TrafficResult } from "../../validation/result/measured.ts";
import type { ChartBlock } from "../document.ts";
import { COLOURS, layered } from "./layered.ts";

/** A history that is shorter is told to the second. */
const MINUTES_MILLISECONDS = 10 * 60 * 1000;

/** Who served when: a bar from each change of traffic to the next one, in the colour of its health. */
export function trafficChart({ history }: TrafficResult, until: string): ChartBlock {
  const rows = history.map(({ at, revision, healthy }, index) => ({
    revision,
    from: at,
    to: history[index + 1]?.at ?? until,
    health: healthy === undefined ? "not looked at" : healthy ? "good" : "bad",
  }));
  const span = Date.parse(until) - Date.parse(history[0]?.at ?? until);
  const format = span < MINUTES_MILLISECONDS ? "%H:%M:%S" : "%d %b %H:%M";
  const x = { type: "temporal", title: "UTC", axis: { format, labelOverlap: true } };
  const scale = {
    domain: ["good", "bad", "not looked at"],
    range: [COLOURS.good, COLOURS.bad, COLOURS.before],
  };
  return {
    kind: "chart",
    id: "chart-traffic",
    title: "Who served when",
    description: rows
      .map(({ revision, from, to, health }) => `${revision} from ${from} to ${to}, health ${health}`)
      .join("; "),
    spec: layered(
      rows,
      [
        {
          mark: { type: "bar", height: { band: 0.5 }, cornerRadius: 2, minBandSize: 2 },
          encoding: {
            x: { field: "from", ...x, scale: { type: "utc" } },
            x2: { field: "to" },
            color: { field: "health", type: "nominal", scale, legend: { title: "health", orient: "bottom" } },
          },
        },
      ],
      {
        height: { step: 32 },
        encoding: {
          y: {
            field: "revision",
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
