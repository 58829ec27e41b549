import { configuredInvariants } from "../policies/engine/rule-config.ts";
import { evaluate, type PolicyFinding } from "../policies/evaluate.ts";
import type { PackConfig } from "../policies/pack-config.ts";
import { NotKnown } from "../policies/resource/reading-errors.ts";
import type { StackResource } from "../policies/resource/resource.ts";
import type { Rule } from "../policies/rule.ts";
import { rules as allRules } from "../policies/rules.ts";
import type { AuditReport, AuditSource, AuditViolation, NotJudged } from "./audit-report.ts";

/** One side of an audit. */
export interface AuditSubject {
  source: AuditSource;
  /** What rules about one resource judge. */
  inputs: readonly StackResource[];
  /** What rules across resources judge. */
  outputs: readonly StackResource[];
  /** Why a value may be unknown here. */
  unknownBecause: string;
  /** Why a rule cannot be judged here, if so. */
  gap(rule: Rule): Gap | undefined;
}

/** What keeps a rule from being judged. */
export interface Gap {
  reason: string;
  /** The resources that are not judged; all where this is left out. */
  place?: string;
}

/** Judges what there is by the very rules that the engine runs, at the levels and with the invariants of its config. */
export function audit(
  subjects: readonly AuditSubject[],
  config: PackConfig,
  rules: readonly Rule[] = allRules,
): AuditReport {
  const report: AuditReport = { looked: [], violations: [], notJudged: [] };
  for (const subject of subjects) {
    const { source } = subject;
    let rulesJudged = 0;
    for (const rule of rules) {
      const { enforcementLevel = rule.level, ...values } = config[rule.id] ?? {};
      const gap = enforcementLevel === "disabled" ? SWITCHED_OFF : subject.gap(rule);
      if (gap) report.notJudged.push({ source, rule: rule.id, ...gap });
      if (!gap || gap.place !== undefined) {
        rulesJudged += 1;
        const resources = rule.scope === "stack" ? subject.outputs : subject.inputs;
        const level = enforcementLevel === "advisory" ? "advisory" : "mandatory";
        for (const finding of evaluate(resources, configuredInvariants(rule, values), [rule])) {
          if (finding.outcome === "violated") report.violations.push(violation(finding, source, level));
          else report.notJudged.push(notJudged(finding, subject));
        }
      }
    }
    report.looked.push({ source, resources: subject.inputs.length, rulesJudged });
  }
  return report;
}

const SWITCHED_OFF: Gap = { reason: "the config switches it off" };

function violation(
  finding: PolicyFinding,
  source: AuditSource,
  level: AuditViolation["level"],
): AuditViolation {
  const { rule, found, allowed } = finding;
  const { id, severity, why, fix } = rule;
  return { source, rule: id, level, severity, place: placeOf(finding), found, allowed, why, fix };
}

function notJudged(finding: PolicyFinding, { source, unknownBecause }: AuditSubject): NotJudged {
  const unknown = finding.found === new NotKnown("").reason;
  const reason = unknown ? unknownBecause : finding.found;
  return { source, rule: finding.rule.id, place: placeOf(finding), reason };
}

function placeOf({ resource, path }: PolicyFinding): string {
  return path === "" ? resource.name : `${resource.name}: ${path}`;
}
