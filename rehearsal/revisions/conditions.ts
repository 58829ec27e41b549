import type { Condition } from "../contract.ts";
import { failureMessage, type StartFailure } from "./start-failure.ts";

/** What starting a revision's first instance has come to. */
export type Outcome = { state: "starting" } | { state: "ready" } | { state: "failed"; failure: StartFailure };

/** The conditions of a revision; types and order are Cloud Run's. */
export function revisionConditions(outcome: Outcome, now: string): Condition[] {
  if (outcome.state === "ready") {
    return ["Ready", "ContainerHealthy", "ContainerReady", "ResourcesAvailable"].map((type) =>
      succeeded(type, now),
    );
  }
  if (outcome.state === "starting") {
    return ["Ready", "ContainerHealthy"].map((type) => ({
      type,
      state: "CONDITION_RECONCILING" as const,
      message: "Deploying Revision.",
      lastTransitionTime: now,
    }));
  }
  const failed = { ...cause(outcome.failure), message: failureMessage(outcome.failure) };
  return ["Ready", brokenPart(outcome.failure)].map((type) => failedCondition(type, failed, now));
}

/** Whether a revision has passed its startup probe once. */
export function isReady(revision: { conditions?: Condition[] }): boolean {
  return readyCondition(revision)?.state === "CONDITION_SUCCEEDED";
}

/** The condition that sums up a revision. */
export function readyCondition({ conditions }: { conditions?: Condition[] }): Condition | undefined {
  return conditions?.find(({ type }) => type === "Ready");
}

/** The conditions of a service: its own (`terminalCondition`) and those of its parts. */
export interface ServiceConditions {
  terminalCondition: Condition;
  conditions: Condition[];
}

/** While the latest revision is being deployed. */
export function reconcilingService(now: string): ServiceConditions {
  const reconciling = (type: string): Condition => ({
    type,
    state: "CONDITION_RECONCILING",
    lastTransitionTime: now,
  });
  return {
    terminalCondition: reconciling("Ready"),
    conditions: [reconciling("RoutesReady"), reconciling("ConfigurationsReady")],
  };
}

/** When everything declared is served. */
export function readyService(now: string): ServiceConditions {
  return {
    terminalCondition: succeeded("Ready", now),
    conditions: [succeeded("RoutesReady", now), succeeded("ConfigurationsReady", now)],
  };
}

/** When the latest revision is not ready; the routes stay where they were. */
export function revisionFailedService(revisionId: string, why: string, now: string): ServiceConditions {
  const message = `Revision '${revisionId}' is not ready and cannot serve traffic. ${why}`;
  const failed = (type: string) => failedCondition(type, { message, reason: "REVISION_FAILED" }, now);
  return {
    terminalCondition: failed("Ready"),
    conditions: [succeeded("RoutesReady", now), failed("ConfigurationsReady")],
  };
}

/** When the traffic names revisions that cannot serve, or the template cannot become a revision. */
export function refusedService(
  part: "RoutesReady" | "ConfigurationsReady",
  message: string,
  now: string,
): ServiceConditions {
  const failed = (type: string) => failedCondition(type, { message, reason: "UNKNOWN" }, now);
  const other = part === "RoutesReady" ? "ConfigurationsReady" : "RoutesReady";
  return { terminalCondition: failed("Ready"), conditions: [failed(part), succeeded(other, now)] };
}

function succeeded(type: string, now: string): Condition {
  return { type, state: "CONDITION_SUCCEEDED", lastTransitionTime: now };
}

function failedCondition(
  type: string,
  why: Pick<Condition, "message" | "reason" | "revisionReason">,
  now: string,
): Condition {
  return { type, state: "CONDITION_FAILED", ...why, lastTransitionTime: now, severity: "ERROR" };
}

function brokenPart({ kind }: StartFailure): string {
  if (kind === "image-missing") return "ContainerReady";
  return kind === "exited" || kind === "not-listening" ? "ContainerHealthy" : "ResourcesAvailable";
}

/** `reason` and `revisionReason` exclude each other (a oneof of google.cloud.run.v2.Condition). */
function cause({ kind }: StartFailure): Pick<Condition, "reason" | "revisionReason"> {
  switch (kind) {
    case "exited":
    case "not-listening":
      return { revisionReason: "HEALTH_CHECK_CONTAINER_ERROR" };
    case "image-missing":
      return { reason: "CONTAINER_MISSING" };
    case "secret-unavailable":
      return { reason: "SECRETS_ACCESS_CHECK_FAILED" };
    default:
      return { reason: "INTERNAL" };
  }
}
