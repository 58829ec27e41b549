import type { ReleaseTools } from "../change-service.ts";
import type { LiveRevision } from "../live-service.ts";
import { type AskRegistry, checkImagePresent } from "./image-present.ts";
import type { CheckResult } from "./refusal.ts";
import { checkReversible } from "./reversible.ts";
import { checkRevisionReady } from "./revision-ready.ts";
import { checkSecretsEnabled, type SecretState } from "./secrets-enabled.ts";

/** What the checks ask beside Cloud Run. */
export interface ReadinessTools {
  project: string;
  registryScheme: "http" | "https";
  askRegistry: AskRegistry;
  secretState: SecretState;
}

/** Most rollbacks go back a few deploys: one small page shows them. */
const PAGE_SIZE = 10;

/** Everything that speaks against going back to this revision, found out at once. */
export async function checkReadiness(
  { cloudRun, serviceName }: Pick<ReleaseTools, "cloudRun" | "serviceName">,
  { project, registryScheme, askRegistry, secretState }: ReadinessTools,
  target: LiveRevision,
): Promise<CheckResult> {
  const results = await Promise.all([
    checkRevisionReady(target),
    checkImagePresent(target.image, registryScheme, askRegistry),
    checkSecretsEnabled(target, project, secretState),
    checkReversible(target, cloudRun.revisionPages(serviceName, PAGE_SIZE)),
  ]);
  return {
    refusals: results.flatMap(({ refusals }) => refusals),
    notes: results.flatMap(({ notes }) => notes),
  };
}
