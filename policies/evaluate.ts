import { defaultInvariants, type Invariants } from "./invariants.ts";
import { NotKnown, WrongType } from "./resource/reading-errors.ts";
import { type Resource, readable, type StackResource } from "./resource/resource.ts";
import { Stack } from "./resource/stack.ts";
import type { ResourceRule, Rule, StackRule, Verdict } from "./rule.ts";
import { rules as allRules } from "./rules.ts";

/** What a rule has to say about a resource. */
export interface PolicyFinding {
  rule: Rule;
  resource: Pick<Resource, "urn" | "name" | "type">;
  /** `deferred`: a value is not known yet, so that the rule could be checked in part only, or not at all. */
  outcome: "violated" | "deferred";
  path: string;
  found: string;
  allowed: string;
}

/** Judges a stack by the rules, as the engine does, outside of it. Pure: the same resources give the same findings. */
export function evaluate(
  resources: readonly StackResource[],
  invariants: Invariants = defaultInvariants,
  rules: readonly Rule[] = allRules,
): PolicyFinding[] {
  return rules.flatMap((rule) =>
    rule.scope === "stack"
      ? judgeStack(rule, new Stack(resources), invariants)
      : resources.flatMap((resource) => judgeResource(rule, readable(resource), invariants)),
  );
}

export function judgeResource(
  rule: ResourceRule,
  resource: Resource,
  invariants: Invariants,
): PolicyFinding[] {
  if (!rule.types.includes(resource.type)) return [];
  const findings: PolicyFinding[] = [];
  const subjects = guarded(rule, resource, findings, () => rule.subjects?.(resource.props, invariants)) ?? [
    ...(rule.subjects ? [] : [resource.props]),
  ];
  for (const subject of subjects) {
    const verdict = guarded(rule, resource, findings, () => rule.check(subject, invariants, resource));
    findings.push(...violations(rule, resource, verdict));
  }
  return distinct(findings);
}

export function judgeStack(rule: StackRule, stack: Stack, invariants: Invariants): PolicyFinding[] {
  const findings = stack.all(...rule.types).flatMap((resource) => {
    const deferred: PolicyFinding[] = [];
    const verdict = guarded(rule, resource, deferred, () => rule.check(resource, invariants, stack));
    return [...deferred, ...violations(rule, resource, verdict)];
  });
  return distinct(findings);
}

/** Turns a value that cannot be read into a finding: unknown ones are deferred, those of a wrong type refused. */
function guarded<Result>(
  rule: Rule,
  resource: Resource,
  findings: PolicyFinding[],
  read: () => Result,
): Result | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof NotKnown) {
      findings.push(
        finding(rule, resource, "deferred", { path: error.path, found: error.reason, allowed: "" }),
      );
    } else if (error instanceof WrongType) {
      const { path, found, expected: allowed } = error;
      findings.push(finding(rule, resource, "violated", { path, found, allowed }));
    } else throw error;
    return undefined;
  }
}

function violations(rule: Rule, resource: Resource, verdict: Verdict): PolicyFinding[] {
  const list = verdict === undefined ? [] : "path" in verdict ? [verdict] : verdict;
  return list.map((violation) => finding(rule, resource, "violated", violation));
}

function finding(
  rule: Rule,
  { urn, name, type }: Resource,
  outcome: PolicyFinding["outcome"],
  place: Pick<PolicyFinding, "path" | "found" | "allowed">,
): PolicyFinding {
  return { rule, resource: { urn, name, type }, outcome, ...place };
}

function distinct(findings: PolicyFinding[]): PolicyFinding[] {
  const key = ({ resource, outcome, path }: PolicyFinding) => `${resource.urn} ${outcome} ${path}`;
  return [...new Map(findings.map((entry) => [key(entry), entry])).values()];
}
