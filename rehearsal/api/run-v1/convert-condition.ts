import type { Condition } from "../../contract.ts";
import { defined } from "./defined.ts";
import type { V1Condition } from "./v1-types.ts";

/** Conditions as v1 writes them: https://cloud.google.com/run/docs/reference/rest/v1/Condition */
export function conditionToV1(condition: Condition): V1Condition {
  const reason = condition.reason ?? condition.revisionReason;
  return defined({
    type: condition.type,
    status: STATUS[condition.state],
    reason: reason === undefined ? undefined : camelCased(reason),
    message: condition.message,
    severity: condition.severity === "ERROR" ? undefined : camelCased(condition.severity ?? "") || undefined,
    lastTransitionTime: condition.lastTransitionTime,
  });
}

/** The service's own conditions, the one that sums up the others first. */
export function serviceConditionsToV1(service: {
  terminalCondition?: Condition;
  conditions?: Condition[];
}): V1Condition[] {
  const { terminalCondition, conditions = [] } = service;
  const parts = conditions.toSorted((a, b) => a.type.localeCompare(b.type));
  return [...(terminalCondition ? [terminalCondition] : []), ...parts].map(conditionToV1);
}

const STATUS: Readonly<Record<Condition["state"], string>> = {
  CONDITION_SUCCEEDED: "True",
  CONDITION_FAILED: "False",
  CONDITION_PENDING: "Unknown",
  CONDITION_RECONCILING: "Unknown",
};

/** `HEALTH_CHECK_CONTAINER_ERROR` to `HealthCheckContainerError`. */
function camelCased(name: string): string {
  return name.toLowerCase().replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
