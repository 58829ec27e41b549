import type { EngineEvent } from "@pulumi/pulumi/automation/events.js";
import type { Fault } from "../../faults/fault.ts";
import { formatFault } from "../../faults/format.ts";
import { readPreview } from "../../preview/plan/read-preview.ts";
import type { PreviewFacts } from "../../preview/preview-facts.ts";
import { redact } from "../../preview/redaction/redact.ts";
import type { Settings } from "../../settings/settings.ts";
import type { Review } from "./review.ts";

/** What is known when a preview has ended, well or not. */
export interface EndedPreview {
  stack: string;
  environment: PreviewFacts["environment"];
  events: readonly EngineEvent[];
  /** Undefined where they could not be read. */
  settings: Settings | undefined;
  /** Why there is no preview, or no whole one. */
  failure: Fault | undefined;
}

/** The facts for a comment. A failure that the engine's events do not tell is told in its own words. */
export function previewFacts(ended: EndedPreview, { job, rehearsal, drift }: Review): PreviewFacts {
  const preview = readPreview(ended.stack, ended.events);
  const told = preview.errors.length > 0 || preview.policies.some(({ mandatory }) => mandatory);
  if (ended.failure && !told) preview.errors.push({ message: redact(formatFault(ended.failure)) });
  return {
    preview,
    environment: ended.environment,
    ...(ended.settings ? { settings: ended.settings } : {}),
    ...(rehearsal ? { rehearsal } : {}),
    ...(drift ? { drift } : {}),
    ...(job?.commit ? { commit: job.commit } : {}),
    ...(job?.runUrl ? { runUrl: job.runUrl } : {}),
  };
}
