import analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import protobuf from "google-protobuf/google/protobuf/struct_pb.js";
import manifest from "../package.json" with { type: "json" };
import type { Rule } from "../rule.ts";
import { configSchema } from "./rule-config.ts";
import { LEVELS } from "./wire-config.ts";

/** How the pack is named wherever Pulumi names it. */
export const PACK = {
  name: manifest.name,
  version: manifest.version,
  displayName: "Staging invariants",
  description: "What staging on Cloud Run must hold to",
};

/** Severities as the protocol numbers them; 0 is none. */
export const SEVERITIES = ["", "low", "medium", "high", "critical"];

/** What the engine is told of the pack before it asks anything: the rules, their levels, and what their config may say. */
export function analyzerInfo(rules: readonly Rule[]): InstanceType<typeof analyzer.AnalyzerInfo> {
  return new analyzer.AnalyzerInfo()
    .setName(PACK.name)
    .setVersion(PACK.version)
    .setDisplayname(PACK.displayName)
    .setDescription(PACK.description)
    .setProvider("gcp")
    .setSupportsconfig(true)
    .setPoliciesList(rules.map(policyInfo));
}

function policyInfo(rule: Rule): InstanceType<typeof analyzer.PolicyInfo> {
  const { POLICY_TYPE_RESOURCE, POLICY_TYPE_STACK } = analyzer.PolicyType;
  const info = new analyzer.PolicyInfo()
    .setName(rule.id)
    .setDisplayname(rule.title)
    .setDescription(rule.what)
    .setEnforcementlevel(LEVELS.indexOf(rule.level) as 0 | 1)
    .setSeverity(SEVERITIES.indexOf(rule.severity) as 1 | 2 | 3 | 4)
    .setRemediationSteps(`Change ${rule.fix}.`)
    .setUrl(rule.source)
    .setPolicyType(rule.scope === "stack" ? POLICY_TYPE_STACK : POLICY_TYPE_RESOURCE);
  const schema = configSchema(rule);
  if (!schema) return info;
  const properties = protobuf.Struct.fromJavaScript(schema.properties as never);
  return info.setConfigschema(new analyzer.PolicyConfigSchema().setProperties(properties));
}
