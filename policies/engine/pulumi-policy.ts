import {
  type ReportViolation,
  type ResourceValidationArgs,
  type ResourceValidationPolicy,
  type StackValidationPolicy,
  validateResourceOfType,
} from "@pulumi/policy";
import { judgeResource, judgeStack, type PolicyFinding } from "../evaluate.ts";
import { messageOf } from "../message.ts";
import { readable } from "../resource/resource.ts";
import { Stack } from "../resource/stack.ts";
import type { ResourceRule, Rule, StackRule } from "../rule.ts";
import { factsOf } from "./facts.ts";
import { applyPatches, patchesOf } from "./patches.ts";
import { configSchema, configuredInvariants } from "./rule-config.ts";

/** A rule as the policy SDK takes it. */
export function pulumiPolicy(rule: Rule): ResourceValidationPolicy | StackValidationPolicy {
  const facts = {
    name: rule.id,
    displayName: rule.title,
    description: rule.what,
    enforcementLevel: rule.level,
    severity: rule.severity,
    configSchema: configSchema(rule),
    remediationSteps: `Change ${rule.fix}.`,
    url: rule.source,
  };
  return rule.scope === "stack"
    ? { ...facts, validateStack: stackValidation(rule) }
    : { ...facts, validateResource: resourceValidation(rule), ...remediation(rule) };
}

function stackValidation(rule: StackRule): StackValidationPolicy["validateStack"] {
  return (args, report) => {
    const invariants = configuredInvariants(rule, args.getConfig());
    for (const finding of judgeStack(rule, new Stack(args.resources), invariants)) tell(finding, report);
  };
}

/** A rule about one type says so to the SDK, which then spares every other resource the whole call. */
function resourceValidation(rule: ResourceRule) {
  const validate = (args: ResourceValidationArgs, report: ReportViolation) => {
    if (!rule.types.includes(args.type)) args.notApplicable("another type of resource");
    const { urn, type, name, props } = args;
    const invariants = configuredInvariants(rule, args.getConfig());
    const resource = readable({ urn, type, name, props, facts: factsOf(args) });
    for (const finding of judgeResource(rule, resource, invariants)) tell(finding, report);
  };
  const [only, ...others] = rule.types;
  if (only === undefined || others.length > 0) return validate;
  return validateResourceOfType(resourceClass(only), (_props, args, report) => validate(args, report));
}

function remediation(rule: ResourceRule): Pick<ResourceValidationPolicy, "remediateResource"> {
  if (!rule.remediate) return {};
  return {
    remediateResource(args) {
      if (!rule.types.includes(args.type)) return undefined;
      const invariants = configuredInvariants(rule, args.getConfig());
      const patches = patchesOf(rule, args.props, invariants);
      return patches.length > 0 ? applyPatches(args.props, patches) : undefined;
    },
  };
}

/**
 * Reports a violation at the rule's level. A deferral is only ever advice: at an update every value is known, and the rule
 * then judges it at its own level. The SDK takes a level per report, though its types do not say so.
 */
function tell(finding: PolicyFinding, report: ReportViolation): void {
  const message = messageOf(finding);
  if (finding.outcome === "violated") report(message, finding.resource.urn);
  else
    (report as unknown as (deferral: object) => void)({
      message,
      urn: finding.resource.urn,
      enforcementLevel: "advisory",
    });
}

/** The SDK asks a resource's class for its type only; the real classes would load all of the provider's package. */
function resourceClass(type: string) {
  return { __pulumiType: type } as unknown as Parameters<typeof validateResourceOfType>[0];
}
