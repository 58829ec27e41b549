import { code } from "../../preview/markdown/code.ts";
import { table } from "../../preview/markdown/table.ts";
import { DRIFT_CLASSES } from "../../release/drift/drift-class.ts";
import type { DriftReport, DriftRow } from "../../release/drift/drift-report.ts";
import { changeInWords, noDriftInWords, quietInWords, shortProperty } from "./drift-table.ts";

/** The body of the issue that a scheduled run opens. */
export function driftMarkdown(report: DriftReport): string {
  const { project, region, environment, counts, differences, notes } = report;
  const where = `${code(`${project}/${region}`)} (${environment})`;
  const loud = differences.filter((row) => row.class !== "server-default" && row.class !== "client-stamp");
  const quiet = quietInWords(report);
  const { verdict, why } = noDriftInWords(counts);
  const sections = [
    counts.drift === 0
      ? `${verdict} in ${where}: ${why}`
      : `**${counts.drift} drifted** in ${where}: live, and not as declared.`,
    ...(loud.length > 0
      ? [table(["class", "resource", "property", "from", "to", "last changed", "why"], loud.map(cells))]
      : []),
    ...notes.map((note) => `- ${note}`),
    ...(quiet ? [`Left out: ${quiet}.`] : []),
    ...(counts.drift > 0
      ? [
          "`npx stage drift --fix` declares it again; `npx stage drift --accept PROPERTY` writes a live value into the settings.",
        ]
      : []),
  ];
  return sections.join("\n\n");
}

function cells(row: DriftRow): string[] {
  const title = DRIFT_CLASSES[row.class].title;
  const changed = changeInWords(row);
  return [
    row.class === "drift" ? `**${title}**` : title,
    code(row.resource),
    row.property === "" ? "the whole" : code(shortProperty(row.property)),
    code(row.from),
    code(row.to),
    changed ? code(changed) : "not told",
    code(row.reason),
  ];
}
