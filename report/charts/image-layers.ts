import type { ImageResult } from "../../validation/result/measured.ts";
import { numberText } from "../cells.ts";
import type { ChartBlock } from "../document.ts";
import { COLOURS, layered } from "./layered.ts";

/** Layers by size, in the order of the image. */
export function imageLayersChart({ layers, sizeBytes }: ImageResult): ChartBlock {
  const rows = layers.map((layer, index) => ({
    layer: `${index + 1}  ${nameOf(layer)}`.trimEnd(),
    mebibytes: layer.sizeBytes / 2 ** 20,
    label: `${numberText(layer.sizeBytes / 2 ** 20)} MiB`,
  }));
  const x = { field: "mebibytes", type: "quantitative", title: "MiB, unpacked" };
  return {
    kind: "chart",
    id: "chart-layers",
    title: "What the image is made of",
    description: `${numberText(sizeBytes / 2 ** 20)} MiB in ${layers.length} layers: ${rows.map(({ label }) => label).join(", ")}`,
    spec: layered(
      rows,
      [
        {
          mark: { type: "bar", height: { band: 0.62 }, cornerRadius: 2, color: COLOURS.main },
          encoding: { x },
        },
        { mark: { type: "text", align: "left", dx: 6 }, encoding: { x, text: { field: "label" } } },
      ],
      {
        height: { step: 26 },
        encoding: {
          y: {
            field: "layer",
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

const LONGEST_NAME = 42;

/** What made the layer, or else its digest. */
function nameOf({ createdBy, digest }: ImageResult["layers"][number]): string {
  const name = createdBy ?? digest?.slice(0, "sha256:".length + 12) ?? "";
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name;
}
