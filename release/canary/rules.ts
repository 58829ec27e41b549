import type { CanarySettings } from "../../settings/canary.ts";

/** The settings that a verdict depends on. */
export type Rules = Pick<
  CanarySettings,
  "minimumRequests" | "errorMarginPercent" | "latencyQuantile" | "latencyRatio" | "newErrorLines"
>;
