import { type CanarySettings, canarySchema } from "../../../settings/canary.ts";

/** What `canary` is where the settings say nothing about it. */
export const CANARY_DEFAULTS: CanarySettings = canarySchema.parse(undefined);
