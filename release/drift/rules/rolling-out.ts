import { SERVICE_TYPE } from "../resource-view.ts";
import type { ClassRule } from "../rule.ts";

/** What is still moving: it is judged once it has settled. */
export const rollingOut: ClassRule = {
  driftClass: "rolling-out",
  reason({ type }, { deploymentRunning, reconciling }) {
    if (deploymentRunning) return "a deployment is running";
    return reconciling && type === SERVICE_TYPE ? "Cloud Run is still working on the last change" : undefined;
  },
};
