import { LOG_PATTERNS } from "./log-patterns.ts";

/** What the audit says of lines that no pattern knows. */
export const UNKNOWN_LINE_IDS = ["logged-as-error", "logged-as-warning", "answered-5xx"] as const;

/** Findings that lines give, and that may be accepted as known. What follows from missing lines may not. */
export const FINDING_IDS: readonly string[] = [...LOG_PATTERNS.map(({ id }) => id), ...UNKNOWN_LINE_IDS];
