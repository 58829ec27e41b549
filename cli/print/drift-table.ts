import type { Colors } from "picocolors/types.js";
import { DRIFT_CLASSES, type DriftClass } from "../../release/drift/drift-class.ts";
import type { DriftReport, DriftRow } from "../../release/drift/drift-report.ts";

/** Classes that say nothing about what runs: counted, and shown on request. */
const QUIET: ReadonlySet<DriftClass> = new Set(["server-default", "client-stamp"]);

/** The differences as people read them: by class, then by resource, a line each. */
export function driftText(report: DriftReport, colors: Colors, all: boolean): string {
  const shown = report.differences.filter((row) => all || !QUIET.has(row.class));
  const blocks = [...Map.groupBy(shown, (row) => row.class)].map(([name, rows]) =>
    classBlock(name, rows, colors),
  );
  const left = report.differences.length - shown.length;
  return [
    headline(report, colors),
    ...blocks,
    ...report.notes.map((note) => `  ${colors.yellow("note:")} ${note}`),
    ...(left > 0 ? [colors.dim(`  left out: ${quietInWords(report)} (--all shows them)`)] : []),
  ].join("\n");
}

function headline({ environment, project, region, counts }: DriftReport, colors: Colors): string {
  const where = `${project}/${region} (${environment})`;
  if (counts.drift > 0) return `${colors.red(`${counts.drift} drifted`)} in ${where}`;
  const { isJudged, verdict, why } = noDriftInWords(counts);
  return `${(isJudged ? colors.green : colors.yellow)(verdict)} in ${where}: ${why}`;
}

/** What there is to say where nothing has drifted: while a deployment is under way nothing of it can be judged, which is no all-clear. */
export function noDriftInWords(counts: DriftReport["counts"]): {
  isJudged: boolean;
  verdict: string;
  why: string;
} {
  const moving = counts["rolling-out"];
  return moving > 0
    ? {
        isJudged: false,
        verdict: "Not judged",
        why: `${moving} of the differences are of a deployment under way.`,
      }
    : { isJudged: true, verdict: "No drift", why: "what is live is what was deployed." };
}

function classBlock(name: DriftClass, rows: DriftRow[], colors: Colors): string {
  const { title, meaning } = DRIFT_CLASSES[name];
  const paint = name === "drift" ? colors.red : colors.yellow;
  const resources = [...Map.groupBy(rows, ({ resource }) => resource)].map(([resource, ofIt]) =>
    resourceBlock(resource, ofIt, colors),
  );
  return [`  ${paint(title)}: ${colors.dim(meaning)}`, ...resources].join("\n");
}

function resourceBlock(resource: string, rows: DriftRow[], colors: Colors): string {
  const width = Math.max(...rows.map(({ property }) => shortProperty(property).length));
  const [first] = rows;
  const when = first ? changeInWords(first) : "";
  return [
    `    ${colors.bold(resource)}${when ? colors.dim(`, last changed ${when}`) : ""}`,
    ...rows.map((row) => `      ${line(row, width, colors)}`),
  ].join("\n");
}

function line(row: DriftRow, width: number, colors: Colors): string {
  const property = shortProperty(row.property);
  const gap = property === "" ? "" : `${property.padEnd(width)}  `;
  const why = row.class === "drift" ? "" : colors.dim(`  (${row.reason})`);
  return `${gap}${row.from} ${colors.dim("→")} ${row.to}${why}`;
}

/** Nearly everything is about the one container of a template. */
export function shortProperty(property: string): string {
  return property.replace(/^template\.(containers\[0\]\.)?(?=.)/, "");
}

/** `2026-11-21T17:24:28Z by ada@example.com with gcloud 528.0.0`, as far as it is known. */
export function changeInWords({ at, by, client }: Pick<DriftRow, "at" | "by" | "client">): string {
  return [
    ...(at ? [at.replace(/\.\d+Z$/, "Z")] : []),
    ...(by ? [`by ${by}`] : []),
    ...(client ? [`with ${client}`] : []),
  ].join(" ");
}

export function quietInWords({ counts }: DriftReport): string {
  return [...QUIET]
    .filter((name) => counts[name] > 0)
    .map((name) => `${counts[name]} ${DRIFT_CLASSES[name].title}${counts[name] === 1 ? "" : "s"}`)
    .join(", ");
}
