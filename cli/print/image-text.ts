import type { Colors } from "picocolors/types.js";
import type { ImageDifference, LayerDifference } from "../../preview/image/compare-images.ts";
import type { ImageReport } from "../../preview/image/image-report.ts";
import { mebibytes, signedMebibytes } from "../../preview/image/size-in-words.ts";
import { shortened } from "../../preview/markdown/room.ts";
import { bareTable } from "./bare-table.ts";

const MOST_WASTED = 5;
const INSTRUCTION_CHARACTERS = 60;

/** An image as people look at it: how large, by layer, what is wasted, what is largest, what changed. */
export function imageText(
  report: ImageReport,
  difference: ImageDifference | undefined,
  budgetMiB: number | undefined,
  colors: Colors,
): string {
  const budget = budgetMiB === undefined ? "" : `, budget ${budgetMiB} MiB`;
  const size = `${mebibytes(report.totalBytes)}: ${basePart(report)}${budget}`;
  const layers = bareTable(
    ["layer", "", "made by"],
    report.layers.map(({ sizeBytes, isBase, createdBy }) => [
      mebibytes(sizeBytes),
      isBase ? colors.dim("base") : "",
      madeBy(createdBy),
    ]),
  );
  const sections = [`${colors.bold(report.reference)}\n  ${size}`, layers, wastedPart(report, colors)];
  return [...sections, largestPart(report), ...differencePart(difference)].join("\n");
}

function basePart({ totalBytes, baseBytes }: ImageReport): string {
  if (baseBytes === undefined) return "its base is not in this Docker engine, so all of it counts as added";
  return `${mebibytes(baseBytes)} of its base, ${mebibytes(totalBytes - baseBytes)} added`;
}

function wastedPart({ wastedBytes, wasted }: ImageReport, colors: Colors): string {
  if (wastedBytes === 0) return "  nothing is wasted";
  const rows = wasted
    .slice(0, MOST_WASTED)
    .map(({ wastedBytes: bytes, by, path }) => [mebibytes(bytes), by, path]);
  const head = colors.yellow(`  ${mebibytes(wastedBytes)} wasted on files that a later layer replaces`);
  return `${head}\n${bareTable(["wasted", "", "file"], rows)}`;
}

function largestPart({ largest }: ImageReport): string {
  if (largest.length === 0) return "  it adds no files";
  const rows = largest.map(({ sizeBytes, path, createdBy }) => [
    mebibytes(sizeBytes),
    path,
    madeBy(createdBy),
  ]);
  return bareTable(["largest", "file", "made by"], rows);
}

function differencePart(difference: ImageDifference | undefined): string[] {
  if (!difference) return [];
  const { before, after, layers } = difference;
  const change = after.totalBytes - before.totalBytes;
  const head = `  against ${before.reference}: ${mebibytes(before.totalBytes)} → ${mebibytes(after.totalBytes)} (${signedMebibytes(change)})`;
  if (layers.length === 0) return [head];
  return [head, bareTable(["before", "after", "made by"], layers.map(differenceRow))];
}

function differenceRow({ beforeBytes, afterBytes, createdBy }: LayerDifference): string[] {
  const shown = (bytes: number | undefined) => (bytes === undefined ? "–" : mebibytes(bytes));
  return [shown(beforeBytes), shown(afterBytes), madeBy(createdBy)];
}

function madeBy(instruction: string): string {
  return instruction === "" ? "(not recorded)" : shortened(instruction, INSTRUCTION_CHARACTERS);
}
