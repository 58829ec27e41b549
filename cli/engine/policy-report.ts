import { readMessage } from "../../policies/message.ts";
import { nameOfUrn } from "../../preview/plan/planned-resource.ts";
import type { PolicyViolation, RunRecord } from "./run-record.ts";

/** What a policy said of a resource, for people and for `--json`. */
export interface PolicyReport {
  rule: string;
  /** Whether it stops the run. */
  level: "mandatory" | "advisory";
  /** The resource, and the path of the property where the rule names one. */
  place: string;
  found: string;
  allowed: string;
  /** In one sentence. */
  why: string;
  /** The setting to change. */
  fix: string;
}

/** A rule that could not be judged yet, as a value is not known before the update. */
export interface Deferral {
  rule: string;
  place: string;
  reason: string;
}

/** All that the policies said in a run, each once. */
export interface PolicyReports {
  violations: PolicyReport[];
  deferrals: Deferral[];
  /** What `--remediate` changed: the rule and the resource. */
  fixes: { rule: string; resource: string }[];
}

/** Puts what the policies said into parts; what a pack of somebody else's said has its whole message as `found`. */
export function policyReports({ policyViolations, remediations }: RunRecord): PolicyReports {
  const reports: PolicyReports = {
    violations: [],
    deferrals: [],
    fixes: remediations.map(({ policy, urn }) => ({ rule: policy, resource: nameOfUrn(urn) })),
  };
  for (const violation of policyViolations) {
    const read = readMessage(violation.message);
    if (read?.outcome === "deferred") {
      reports.deferrals.push({ rule: violation.policy, place: read.place, reason: read.reason });
    } else reports.violations.push(reportOf(violation, read));
  }
  return reports;
}

function reportOf(
  { policy, urn, message, mandatory }: PolicyViolation,
  read: { place: string; found: string; allowed: string; why: string; fix: string } | undefined,
): PolicyReport {
  const level = mandatory ? "mandatory" : "advisory";
  if (read) {
    const { place, found, allowed, why, fix } = read;
    return { rule: policy, level, place, found, allowed, why, fix };
  }
  const place = urn ? nameOfUrn(urn) : "the stack";
  return { rule: policy, level, place, found: message, allowed: "what the policy allows", why: "", fix: "" };
}
