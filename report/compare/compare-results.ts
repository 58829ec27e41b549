import type { CheckVerdict } from "../../validation/result/check-result.ts";
import type { Verdict } from "../../validation/result/verdict-result.ts";
import type { ValidationResult } from "../../validation/result.ts";
import { type MeasuredFigure, measuredFigures } from "./measured-figures.ts";

/** Whether a later result is better or worse in one respect. */
export type Change = "better" | "worse" | "same" | "new" | "gone";

/** Smaller differences are taken for noise: two runs of the same image differ by as much. In percent. */
export const NOISE_PERCENT = 10;

export interface CheckChange {
  id: string;
  title: string;
  before?: CheckVerdict;
  after?: CheckVerdict;
  change: Change;
  /** Of the later result, or of the former where there is no later one. */
  reason: string;
}

export interface FigureChange {
  name: string;
  unit: string;
  before?: number;
  after?: number;
  /** How much more the later one is, in percent of the former; computed from the two, and left out where the former is 0. */
  percentMore?: number;
  change: Change;
}

/** Two results side by side; `a` is the former. */
export interface Comparison {
  a: Side;
  b: Side;
  checks: CheckChange[];
  figures: FigureChange[];
}

interface Side {
  service: string;
  revision: string;
  finishedAt: string;
  from: "cloud" | "rehearsal";
  standIns: string[];
  verdict: Verdict;
  summary: string;
}

const RANK: Record<CheckVerdict, number> = { pass: 0, warn: 1, skipped: 2, fail: 3 };

/** What got better and what worse from `a` to `b`. All figures are better when lower. */
export function compareResults(a: ValidationResult, b: ValidationResult): Comparison {
  return {
    a: sideOf(a),
    b: sideOf(b),
    checks: unionOf(a.checks, b.checks, ({ id }) => id).map(([before, after]) => checkChange(before, after)),
    figures: unionOf(measuredFigures(a), measuredFigures(b), ({ name }) => name).map(([before, after]) =>
      figureChange(before, after),
    ),
  };
}

function sideOf({ meta, verdict }: ValidationResult): Side {
  const { service, revision, finishedAt, from, standIns } = meta;
  return {
    service,
    revision,
    finishedAt,
    from,
    standIns,
    verdict: verdict.verdict,
    summary: verdict.summary,
  };
}

type Check = ValidationResult["checks"][number];

function checkChange(before: Check | undefined, after: Check | undefined): CheckChange {
  const { id, title, reason } = after ?? before ?? { id: "", title: "", reason: "" };
  const rank = before && after ? RANK[after.verdict] - RANK[before.verdict] : 0;
  return {
    ...{ id, title, reason },
    ...(before ? { before: before.verdict } : {}),
    ...(after ? { after: after.verdict } : {}),
    change: presence(before, after) ?? (rank < 0 ? "better" : rank > 0 ? "worse" : "same"),
  };
}

function figureChange(before: MeasuredFigure | undefined, after: MeasuredFigure | undefined): FigureChange {
  const { name, unit } = after ?? before ?? { name: "", unit: "" };
  const percentMore =
    before && after && before.value > 0
      ? Math.round((after.value / before.value - 1) * 1000) / 10
      : undefined;
  return {
    ...{ name, unit },
    ...(before ? { before: before.value } : {}),
    ...(after ? { after: after.value } : {}),
    ...(percentMore === undefined ? {} : { percentMore }),
    change: presence(before, after) ?? changeOf(percentMore ?? fromNothing(after)),
  };
}

function presence(before: unknown, after: unknown): Change | undefined {
  if (before === undefined) return "new";
  return after === undefined ? "gone" : undefined;
}

/** Where the former is 0 there is no percentage: anything is infinitely more, nothing as much. */
function fromNothing(after: MeasuredFigure | undefined): number {
  return after && after.value > 0 ? Number.POSITIVE_INFINITY : 0;
}

function changeOf(percentMore: number): Change {
  if (Math.abs(percentMore) < NOISE_PERCENT) return "same";
  return percentMore < 0 ? "better" : "worse";
}

/** Those of both by their key, in the order of the later ones. */
function unionOf<T>(before: T[], after: T[], key: (item: T) => string): [T | undefined, T | undefined][] {
  const earlier = new Map(before.map((item) => [key(item), item]));
  const later = new Set(after.map(key));
  return [
    ...after.map((item): [T | undefined, T | undefined] => [earlier.get(key(item)), item]),
    ...before
      .filter((item) => !later.has(key(item)))
      .map((item): [T | undefined, T | undefined] => [item, undefined]),
  ];
}
