/** Where something was found: in what Pulumi remembers, or in what the APIs say. */
export type AuditSource = "state" | "live";

/** A rule that is violated. */
export interface AuditViolation {
  source: AuditSource;
  rule: string;
  level: "mandatory" | "advisory";
  severity: string;
  /** The resource, and the path of the property where the rule names one. */
  place: string;
  found: string;
  allowed: string;
  why: string;
  fix: string;
}

/** A rule that could not be judged at all, or at that place only; it has not passed. */
export interface NotJudged {
  source: AuditSource;
  rule: string;
  /** Left out where it is the whole rule. */
  place?: string;
  reason: string;
}

/** What an audit found; `stage audit --json` prints it. */
export interface AuditReport {
  /** How much was looked at. */
  looked: { source: AuditSource; resources: number; rulesJudged: number }[];
  violations: AuditViolation[];
  notJudged: NotJudged[];
}
