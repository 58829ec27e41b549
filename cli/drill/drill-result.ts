import type { DrillReport } from "../../release/drill/drill-report.ts";

/** What `stage drill` ends with; `--json` prints just this. Its keys are a contract. */
export interface DrillResult extends DrillReport {
  environment: "rehearsal";
  service: string;
  url: string;
  requestsPerSecond: number;
  target: string;
}
