import type { Fault } from "../../faults/fault.ts";
import type { ValidationResult } from "../../validation/result.ts";
import type { LiveReport } from "../deploy/check-live.ts";
import type { Deployment } from "../deploy/deployment.ts";
import { noteHealth } from "../deploy/note-health.ts";
import { checkLine } from "../print/check-line.ts";
import type { StepVoice } from "../step-voice.ts";
import type { Steps } from "../steps.ts";
import type { DeployTarget, KeyedService } from "../target/target.ts";
import type { VerbContext } from "../verb.ts";
import { runValidation } from "./run-validation.ts";
import { saveResult } from "./save-result.ts";
import { validationFault } from "./validation-faults.ts";

/** Requests per endpoint: enough to see that it answers as fast as it should, and over in a moment. */
const SAMPLES = 20;

/**
 * Validates every service that was just deployed, and saves each result. What is NOT READY is noted in the history, so that no
 * rollback goes to it.
 */
export async function validateDeployment(
  target: DeployTarget,
  { deployment, reports }: { deployment: Deployment; reports: readonly LiveReport[] },
  services: readonly KeyedService[],
  context: VerbContext,
  steps: Steps,
): Promise<ValidationResult[]> {
  const results: ValidationResult[] = [];
  for (const keyed of services) {
    const { key } = keyed;
    const builtImage = deployment.outputs[key]?.image;
    const result = await steps.run(services.length === 1 ? "Validate" : `Validate ${key}`, async (voice) => {
      const atHand = { dockerHost: target.dockerHost, ...(builtImage ? { builtImage } : {}) };
      const request = {
        target,
        keyed,
        atHand,
        command: commandOf(target),
        samples: SAMPLES,
        deployment: timeOf(steps),
      };
      const validated = await runValidation(request, context, () => observer(voice));
      voice.retitle(`Validate: ${validated.verdict.summary}`);
      return validated;
    });
    await saveResult(result, target, context);
    if (result.verdict.verdict === "NOT READY" && reports.some((report) => report.key === key)) {
      await noteHealth(target, keyed, { revision: result.meta.revision, health: "bad" }, context, steps);
    }
    results.push(result);
  }
  return results;
}

/** The fault of the first service that is NOT READY. What is only UNPROVEN was deployed as it should be: the verdict line says so. */
export function deploymentFault(results: readonly ValidationResult[]): Fault | undefined {
  const bad = results.find(({ verdict }) => verdict.verdict === "NOT READY");
  return bad && validationFault(bad);
}

function observer(voice: StepVoice) {
  return {
    started: () => undefined,
    ended: (_check: unknown, { result }: { result: Parameters<typeof checkLine>[0] }) => {
      if (result.verdict === "fail" || result.verdict === "warn") voice.progress(checkLine(result));
      else voice.passing(checkLine(result));
    },
  };
}

function commandOf({ kind }: DeployTarget): string {
  return kind === "rehearsal" ? "stage up --rehearsal" : "stage up";
}

function timeOf({ timings }: Steps) {
  return { seconds: timings.reduce((sum, { seconds }) => sum + seconds, 0), steps: [...timings] };
}
