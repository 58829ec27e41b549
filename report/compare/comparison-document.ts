import { figure, words } from "../cells.ts";
import type { Block, Cell, ReportDocument, Section, Tone } from "../document.ts";
import { marksOf } from "../report-document.ts";
import {
  type Change,
  type CheckChange,
  type Comparison,
  type FigureChange,
  NOISE_PERCENT,
} from "./compare-results.ts";

const TONES: Record<Change, Tone> = { better: "good", worse: "bad", same: "dim", new: "warn", gone: "warn" };

/** A comparison as a report: what got worse first. */
export function comparisonDocument(comparison: Comparison): ReportDocument {
  const { a, b, checks, figures } = comparison;
  const standIns = [...new Set([...a.standIns, ...b.standIns])];
  const from = a.from === "rehearsal" || b.from === "rehearsal" ? "rehearsal" : "cloud";
  const count = (change: Change) => [...checks, ...figures].filter((row) => row.change === change).length;
  return {
    title: a.service === b.service ? `${a.service}: two validations` : `${a.service} and ${b.service}`,
    subtitle: `A: ${a.revision}, ${a.finishedAt} · B: ${b.revision}, ${b.finishedAt}`,
    verdict: b.verdict,
    ...(from === "rehearsal" ? { qualifier: "rehearsal" } : {}),
    summary: `From A to B: ${count("worse")} worse, ${count("better")} better, ${count("same")} the same, ${count("new")} new, ${count("gone")} gone.`,
    marks: [...marksOf({ from, standIns }), ...mixed(comparison)],
    sections: [verdicts(comparison), checkSection(checks), figureSection(figures)],
  };
}

function mixed({ a, b }: Comparison): string[] {
  return a.from === b.from
    ? []
    : ["MIXED: one was measured in the cloud and one in a rehearsal; their times cannot be compared."];
}

function verdicts({ a, b }: Comparison): Section {
  return {
    id: "verdicts",
    title: "Verdicts",
    blocks: [
      {
        kind: "facts",
        rows: [
          ["A", words(a.summary)],
          ["B", words(b.summary)],
        ],
      },
    ],
  };
}

function checkSection(checks: CheckChange[]): Section {
  const changed = sorted(checks.filter(({ change }) => change !== "same"));
  const blocks: Block[] = [
    { kind: "text", text: `${checks.length - changed.length} of ${checks.length} checks came to the same.` },
  ];
  if (changed.length > 0) {
    blocks.push({
      kind: "table",
      caption: "Checks that came to something else",
      columns: [
        { title: "Check" },
        { title: "A" },
        { title: "B" },
        { title: "Change" },
        { title: "Reason in B" },
      ],
      rows: changed.map(({ title, before, after, change, reason }) => [
        words(title),
        words(before ?? "–"),
        words(after ?? "–"),
        words(change, TONES[change]),
        words(reason),
      ]),
    });
  }
  return { id: "checks", title: "Checks", blocks };
}

function figureSection(figures: FigureChange[]): Section {
  return {
    id: "figures",
    title: "Figures",
    blocks: [
      {
        kind: "text",
        text: `Lower is better in all of them; a difference below ${NOISE_PERCENT} % counts as the same.`,
      },
      {
        kind: "table",
        caption: "Measured; percentages are computed from the two numbers beside them",
        columns: [
          { title: "Figure" },
          { title: "A", numeric: true },
          { title: "B", numeric: true },
          { title: "More", numeric: true },
          { title: "Change" },
        ],
        rows: figures.map((row, index) => [
          words(row.name),
          number(row.before, row.unit, `figures.${index}.before`),
          number(row.after, row.unit, `figures.${index}.after`),
          number(row.percentMore, "%", `figures.${index}.percentMore`),
          words(row.change, TONES[row.change]),
        ]),
      },
    ],
  };
}

function number(value: number | undefined, unit: string, path: string): Cell {
  return value === undefined ? words("–", "dim") : figure(value, unit, path);
}

function sorted(checks: CheckChange[]): CheckChange[] {
  const order: Change[] = ["worse", "new", "gone", "better", "same"];
  return checks.toSorted((x, y) => order.indexOf(x.change) - order.indexOf(y.change));
}
