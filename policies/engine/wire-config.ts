import type analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import type { PackConfig } from "../pack-config.ts";

/** The levels as the protocol numbers them. */
export const LEVELS = ["advisory", "mandatory", "disabled", "remediate"] as const;

export type Level = (typeof LEVELS)[number];

/** A pack's config as the engine sends it: with a level for every rule. */
export function configOf(request: InstanceType<typeof analyzer.ConfigureAnalyzerRequest>): PackConfig {
  const config: PackConfig = {};
  request.getPolicyconfigMap().forEach((entry, rule) => {
    const values = entry.getProperties()?.toJavaScript() ?? {};
    config[rule] = { ...values, enforcementLevel: LEVELS[entry.getEnforcementlevel()] };
  });
  return config;
}
