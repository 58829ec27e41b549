import analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import protobuf from "google-protobuf/google/protobuf/struct_pb.js";
import type { PolicyFinding } from "../evaluate.ts";
import { messageOf } from "../message.ts";
import type { Rule } from "../rule.ts";
import { PACK, SEVERITIES } from "./analyzer-info.ts";
import { LEVELS, type Level } from "./wire-config.ts";

/**
 * A finding for the engine. A violation has the rule's level; one that a fix was to take away, and did not, stops the deployment. A
 * deferral is only ever advice: at an update every value is known, and the rule then judges it at its own level.
 */
export function diagnostic(
  finding: PolicyFinding,
  level: Exclude<Level, "disabled">,
): InstanceType<typeof analyzer.AnalyzeDiagnostic> {
  const { rule, resource, outcome } = finding;
  const deferred = outcome === "deferred";
  const reported = deferred ? "advisory" : level === "remediate" ? "mandatory" : level;
  const text = messageOf(finding);
  return new analyzer.AnalyzeDiagnostic()
    .setPolicyname(rule.id)
    .setPolicypackname(PACK.name)
    .setPolicypackversion(PACK.version)
    .setDescription(rule.what)
    .setMessage(deferred ? text : `${rule.what}\n${text}`)
    .setEnforcementlevel(LEVELS.indexOf(reported) as 0 | 1)
    .setUrn(resource.urn)
    .setSeverity(SEVERITIES.indexOf(rule.severity) as 1 | 2 | 3 | 4);
}

/** That a rule has nothing to say of a type, so that nobody takes it for passed. */
export function notApplicable({ id, types }: Rule): InstanceType<typeof analyzer.PolicyNotApplicable> {
  return new analyzer.PolicyNotApplicable()
    .setPolicyName(id)
    .setReason(`The rule is about ${types.join(", ")}.`);
}

/** The properties of a resource after a rule's fix. */
export function remediation(rule: Rule, properties: object): InstanceType<typeof analyzer.Remediation> {
  return new analyzer.Remediation()
    .setPolicyname(rule.id)
    .setPolicypackname(PACK.name)
    .setPolicypackversion(PACK.version)
    .setDescription(rule.what)
    .setProperties(protobuf.Struct.fromJavaScript(properties as never));
}
