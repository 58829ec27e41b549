import type { CheckResult } from "../validation/result/check-result.ts";
import type { Evidence } from "../validation/result/evidence.ts";
import type { Verdict } from "../validation/result/verdict-result.ts";

/** How something is meant: it is shown by colour and by a word. */
export type Tone = "good" | "warn" | "bad" | "dim";

/** What stands in a table's cell or beside a label. A figure keeps its number and where the result has it. */
export interface Cell {
  text: string;
  tone?: Tone;
  /** Set in fixed-width letters: names, addresses, digests. */
  code?: boolean;
  figure?: {
    value: number;
    /** Place in the result's JSON, such as `startup.phases.0.seconds`. */
    path: string;
  };
}

/** A chart as Vega-Lite draws it; its colours are names of the page's style. Its numbers always stand in a table as well. */
export interface ChartBlock {
  kind: "chart";
  id: string;
  title: string;
  /** For those who do not see it. */
  description: string;
  spec: Record<string, unknown>;
}

export interface TableBlock {
  kind: "table";
  caption: string;
  columns: { title: string; numeric?: boolean }[];
  rows: Cell[][];
}

/** A check as the report shows it. */
export interface CheckBlock {
  kind: "check";
  check: Pick<
    CheckResult,
    | "id"
    | "title"
    | "verdict"
    | "needed"
    | "reason"
    | "seconds"
    | "waitedSeconds"
    | "attempts"
    | "retries"
    | "findings"
  >;
  evidence: Evidence[];
}

export type Block =
  | { kind: "text"; text: string }
  | { kind: "notice"; tone: Tone; text: string }
  /** `prominent`: the few that everybody looks for first. */
  | { kind: "facts"; rows: [label: string, value: Cell][]; prominent?: boolean }
  | { kind: "checklist"; items: { done: boolean; text: string; why: string }[] }
  | { kind: "list"; items: string[] }
  | TableBlock
  | ChartBlock
  | CheckBlock;

export interface Section {
  /** Kebab-case, for links. */
  id: string;
  title: string;
  blocks: Block[];
}

/** A report without its form: what Markdown and HTML are written from. */
export interface ReportDocument {
  title: string;
  subtitle: string;
  verdict: Verdict;
  /** What limits the verdict wherever it stands, such as `rehearsal`. */
  qualifier?: string;
  summary: string;
  /** Said before anything else: a rehearsal, a stand-in. */
  marks: string[];
  sections: Section[];
}
