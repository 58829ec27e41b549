import type { ValidationResult } from "../../validation/result.ts";
import { code, figure, words } from "../cells.ts";
import { trafficChart } from "../charts/traffic.ts";
import type { Block, Cell, Section } from "../document.ts";
import { checksOf } from "./checks-of.ts";

/** Which revision serves, how that came about, and whether the way to it is sound. */
export function revisionAndTraffic(result: ValidationResult): Section {
  return {
    id: "revision",
    title: "Revision status and traffic",
    blocks: [nowTable(result), ...historyBlocks(result), ...checksOf(result, "revision", "network")],
  };
}

function nowTable({ traffic }: ValidationResult): Block {
  return {
    kind: "table",
    caption: "Traffic now",
    columns: [{ title: "Revision" }, { title: "Share", numeric: true }, { title: "Tag" }],
    rows: traffic.now.map(({ revision, percent, tag }, index) => [
      code(revision),
      figure(percent, "%", `traffic.now.${index}.percent`),
      tag === undefined ? words("–", "dim") : code(tag),
    ]),
  };
}

function historyBlocks({ traffic, meta }: ValidationResult): Block[] {
  if (traffic.history.length === 0) return [];
  return [
    trafficChart(traffic, meta.finishedAt),
    {
      kind: "table",
      caption: "Who served since when",
      columns: [{ title: "Since" }, { title: "Revision" }, { title: "Health when last looked at" }],
      rows: traffic.history.map(({ at, revision, healthy }) => [
        words(at),
        code(revision),
        healthCell(healthy),
      ]),
    },
  ];
}

function healthCell(healthy: boolean | undefined): Cell {
  if (healthy === undefined) return words("not looked at", "dim");
  return healthy ? words("good", "good") : words("bad", "bad");
}
